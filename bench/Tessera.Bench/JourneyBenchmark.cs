using System.Diagnostics;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Load;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Journeys;
using Tessera.Sources.Synthetic;
using Tessera.Store;

namespace Tessera.Bench;

/// <summary>10,000 synthetic patients: written, loaded with validation, and their journeys made from parsed documents, from the store, and all
/// together again from nothing.</summary>
public static class JourneyBenchmark
{
    private const int Patients = 10_000;
    private const int Sampled = 200;
    private const int UsualResources = 200;

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            var definitions = FhirDefinitions.OpenBuiltIn();
            var files = Path.Combine(folder, "files");
            var summary = new SyntheticCentre(Patients, 1, SyntheticFlavour.UnitedStates).Write(files, SyntheticFormat.Fhir, null, default);
            Report.Figure("resources", summary.Counts.Values.Sum(), "resources");
            await using var node = await CentreNode.Open(new StoreAddress(Path.Combine(folder, "centre.db")), definitions, new CentreSettings(), TimeProvider.System, default);
            await Load(report, node, files);
            await FromDocuments(report, node);
            await Rebuild(report, node);
            report.AtMost("RssAnon", ChildProcess.RssAnon(), 400, "MiB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Load(Report report, CentreNode node, string files)
    {
        var started = Stopwatch.GetTimestamp();
        var account = await new BulkLoad(node, ValidationPolicy.Default, _ => { }).Run(Directory.GetFiles(files, "*.ndjson"), null, default);
        Report.Figure("loaded with validation", account.Written / Stopwatch.GetElapsedTime(started).TotalSeconds, "resources/s");
        await node.Verdicts.Flush(default);
        report.AtMost("invalid resources", node.Verdicts.Count().Where(count => count.Verdict == Verdict.Invalid).Sum(count => count.Resources) + account.Rejected, 0, "resources");
    }

    // Patients of about 200 resources, and the time that reading their bytes alone takes as the floor.
    private static async Task FromDocuments(Report report, CentreNode node)
    {
        var usual = new List<(string Id, List<FhirDocument> Documents)>();
        foreach (var id in Enumerable.Range(1, Patients).Select(number => $"syn1-{number}"))
        {
            if (usual.Count == Sampled) break;
            var documents = new List<FhirDocument>();
            await foreach (var resource in node.Store.PatientCompartment(Access.Everything, id, JourneyReader.Types, default)) documents.Add(FhirDocument.Parse(resource.Body, node.Definitions.Names));
            if (Math.Abs(documents.Count - UsualResources) < 40) usual.Add((id, documents));
        }

        var resources = usual.Average(patient => patient.Documents.Count);
        Report.Figure("resources of a sampled patient", resources, "resources");
        var reader = new JourneyReader(node.Definitions.Names);
        var parsed = 1000 * UsualResources / resources / Clock.BestPerSecond(() => Count(usual, patient => reader.Read(patient.Id, patient.Documents)!.Facts.Count), isLarge: true);
        report.AtMost("journey of 200 parsed resources", parsed, 0.5, "ms");
        var floor = 1000 * UsualResources / resources / Clock.BestPerSecond(() => Count(usual, patient => Read(node, patient.Id)));
        var whole = 1000 * UsualResources / resources / Clock.BestPerSecond(() => Count(usual, patient => node.Journeys.Find(Access.Everything, patient.Id, default).GetAwaiter().GetResult()!.Facts.Count));
        Report.Figure("reading the bytes of 200 resources", floor, "ms");
        report.AtMost("journey of 200 resources with the read", whole, 5, "ms");
        Report.Figure("the same, times reading the bytes", whole / floor, "times");
    }

    private static async Task Rebuild(Report report, CentreNode node)
    {
        await node.Projector.CatchUp(default);
        var started = Stopwatch.GetTimestamp();
        var made = await node.Projector.Rebuild(default);
        report.AtLeast("rebuilt from nothing", made / Stopwatch.GetElapsedTime(started).TotalSeconds, 300, "patients/s");
        report.AtLeast("patients rebuilt", made, Patients, "patients");
    }

    private static int Read(CentreNode node, string id)
    {
        var bytes = 0;
        var resources = node.Store.PatientCompartment(Access.Everything, id, JourneyReader.Types, default).ToBlockingEnumerable();
        foreach (var resource in resources) bytes += resource.Body.Length;
        return bytes;
    }

    private static int Count<T>(List<T> patients, Func<T, int> work)
    {
        var sum = 0;
        foreach (var patient in patients) sum += work(patient) > 0 ? 1 : 0;
        return sum;
    }
}

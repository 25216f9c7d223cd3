using System.Diagnostics;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Load;
using Tessera.Centre.Quality;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Oncology.Quality;
using Tessera.Sources.Synthetic;
using Tessera.Store;

namespace Tessera.Bench;

/// <summary>2,000 synthetic patients: what counting quality costs beside the journey of the same records, how many bytes a patient's share takes,
/// and how long the whole report takes.</summary>
public static class QualityBenchmark
{
    private const int Patients = 2_000;
    private const int Sampled = 100;
    private const int UsualResources = 200;

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            var definitions = FhirDefinitions.OpenBuiltIn();
            var files = Path.Combine(folder, "files");
            new SyntheticCentre(Patients, 1, SyntheticFlavour.UnitedStates).Write(files, SyntheticFormat.Fhir, null, default);
            await using var node = await CentreNode.Open(new StoreAddress(Path.Combine(folder, "centre.db")), definitions, new CentreSettings(), TimeProvider.System, default);
            await new BulkLoad(node, ValidationPolicy.Default, _ => { }).Run(Directory.GetFiles(files, "*.ndjson"), null, default);
            await FromDocuments(report, node);
            await Kept(report, node);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FromDocuments(Report report, CentreNode node)
    {
        var usual = new List<(string Id, List<FhirDocument> Documents)>();
        foreach (var id in Enumerable.Range(1, Patients).Select(number => $"syn1-{number}"))
        {
            if (usual.Count == Sampled) break;
            var documents = new List<FhirDocument>();
            await foreach (var resource in node.Store.PatientCompartment(Access.Everything, id, JourneyReader.Types, default)) documents.Add(FhirDocument.Parse(resource.Body, node.Definitions.Names));
            if (Math.Abs(documents.Count - UsualResources) < 60) usual.Add((id, documents));
        }

        var resources = usual.Average(patient => patient.Documents.Count);
        var journeys = new JourneyReader(node.Definitions.Names);
        var reader = new QualityReader(node.Definitions);
        var read = usual.Select(patient => (Journey: journeys.Read(patient.Id, patient.Documents)!, Records: patient.Documents.Select(document => new QualityRecord(document)).ToList())).ToList();
        var journey = 1000 * UsualResources / resources / Clock.BestPerSecond(() => usual.Sum(patient => journeys.Read(patient.Id, patient.Documents)!.Facts.Count > 0 ? 1 : 0), isLarge: true);
        var quality = 1000 * UsualResources / resources / Clock.BestPerSecond(() => read.Sum(patient => reader.Read(patient.Journey, patient.Records).IsEmpty ? 0 : 1), isLarge: true);
        var whole = 1000 * UsualResources / resources / Clock.BestPerSecond(() => usual.Sum(patient => node.Journeys.Find(Access.Everything, patient.Id, default).GetAwaiter().GetResult()!.Facts.Count > 0 ? 1 : 0));
        Report.Figure("journey of 200 parsed resources", journey, "ms");
        Report.Figure("journey of 200 resources with the read", whole, "ms");
        Report.Figure("quality of 200 parsed resources", quality, "ms");
        report.AtMost("quality, times the journey with the read", quality / whole, 0.5, "times");
    }

    private static async Task Kept(Report report, CentreNode node)
    {
        var started = Stopwatch.GetTimestamp();
        var busy = Environment.CpuUsage.TotalTime;
        var made = await node.Projector.CatchUp(default);
        Report.Figure("summaries and quality made", made / Stopwatch.GetElapsedTime(started).TotalSeconds, "patients/s");
        Report.Figure("processor time of it", (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / made, "ms/patient");
        using (var lease = node.Store.Database.Readers.Rent())
            report.AtMost("bytes of a patient's share", lease.Connection.Long("select avg(length(counts)) from quality_patient") ?? 0, 4096, "bytes");
        started = Stopwatch.GetTimestamp();
        var lines = QualityReport.Of(node, null).Lines;
        report.AtMost("the whole report", Stopwatch.GetElapsedTime(started).TotalMilliseconds, 500, "ms");
        report.AtLeast("elements expected of somebody", lines.Count(line => line.Counts.Expected > 0), 100, "elements");
    }
}

using System.Diagnostics;
using System.Text;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Store;

namespace Tessera.Bench;

/// <summary>The store without HTTP: bulk writes with eleven index rows each, durable creates, reads and searches, beside what SQLite
/// itself does with rows of the same size.</summary>
public static class StoreBenchmark
{
    private const int Resources = 50_000;
    private const int ResourcesPerPatient = 20;
    private const int Codes = 200;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            var definitions = FhirDefinitions.OpenBuiltIn();
            await PlainBenchmark.Run(Path.Combine(folder, "plain.db"), Resources);
            await using var store = await FhirStore.Open(new StoreAddress(Path.Combine(folder, "centre.db")), definitions, TimeProvider.System, default);
            report.AtLeast("bulk load, 11 index rows each", await Load(store, definitions), 10_000, "resources/s");
            await Read(report, store);
            await Create(report, store, definitions);
            report.AtMost("RssAnon", ChildProcess.RssAnon(), 250, "MiB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> Load(FhirStore store, FhirDefinitions definitions)
    {
        var started = Stopwatch.GetTimestamp();
        var pending = new Queue<Task>();
        foreach (var piece in Enumerable.Range(0, Resources).Chunk(500))
        {
            // A few pieces under way keep the writer busy while others are read and indexed.
            if (pending.Count >= 12) await pending.Dequeue();
            pending.Enqueue(Task.Run(() => store.Write(Access.Everything, [.. piece.Select(i => Observation(definitions, i))], WritePriority.Bulk, default)));
        }
        await Task.WhenAll(pending);
        return Resources / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task Read(Report report, FhirStore store)
    {
        report.AtLeast("read by id", await Rate(2, random => store.Find(Access.Everything, "Observation", $"obs-{random.Next(Resources)}", default).AsTask()), 20_000, "reads/s");
        report.AtLeast("search by subject, page of 10", await Rate(2, random => Search(store, ("subject", $"Patient/p-{random.Next(Resources / ResourcesPerPatient)}"))), 6_000, "pages/s");
        report.AtLeast("search by code, page of 10", await Rate(2, random => Search(store, ("code", $"http://loinc.org|{random.Next(Codes)}-1"))), 6_000, "pages/s");
        report.AtLeast("the same with _include", await Rate(2, random => Search(store, ("code", $"http://loinc.org|{random.Next(Codes)}-1"), ("_include", "Observation:subject"))), 3_000, "pages/s");
        Report.Figure("search by subject and code", await Rate(2, random => Search(store, ("subject", $"p-{random.Next(2500)}"), ("code", $"{random.Next(Codes)}-1"))), "pages/s");
        Report.Figure("search by code and date", await Rate(2, random => Search(store, ("code", $"{random.Next(Codes)}-1"), ("date", $"ge20{random.Next(10, 25)}"))), "pages/s");
    }

    private static async Task Create(Report report, FhirStore store, FhirDefinitions definitions)
    {
        var next = Resources;
        Task One(Random random) => store.Write(Access.Everything, [Observation(definitions, Interlocked.Increment(ref next))], WritePriority.Interactive, default);
        Report.Figure("durable create, one caller", await Rate(1, One), "resources/s");
        report.AtLeast("durable create, 64 callers", await Rate(64, One), 3_000, "resources/s");
    }

    private static Task<SearchPage> Search(FhirStore store, params (string Name, string Value)[] given)
    {
        var parameters = given.Append(("_count", "10")).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2));
        return SearchQuery.TryParse("Observation", parameters, store.SearchParameters, new SearchRules(DateTimeOffset.UnixEpoch), out var query, out var issues)
            ? store.Search(Access.Everything, query, default)
            : throw new InvalidOperationException(issues[0].Message);
    }

    private static async Task<double> Rate(int callers, Func<Random, Task> work)
    {
        long done = 0;
        await work(new Random(0));
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            while (Stopwatch.GetElapsedTime(started) < Round)
            {
                await work(random);
                Interlocked.Increment(ref done);
            }
        })));
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static ResourceWrite Observation(FhirDefinitions definitions, int i)
    {
        var json = $$"""
            {"resourceType":"Observation","id":"obs-{{i}}","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tumor-marker-test"]},"status":"final",
             "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],
             "code":{"coding":[{"system":"http://loinc.org","code":"{{i % Codes}}-1"}]},"subject":{"reference":"Patient/p-{{i / ResourcesPerPatient}}"},
             "effectiveDateTime":"20{{10 + (i % 15)}}-{{1 + (i % 12):00}}-{{1 + (i % 28):00}}","identifier":[{"system":"urn:lab","value":"L{{i}}"}],
             "valueQuantity":{"value":{{i % 1000}}.5,"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"},
             "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">{{new string('x', PlainBenchmark.BodyLength - 800)}}</div>"} }
            """;
        var document = FhirDocument.Parse(Encoding.UTF8.GetBytes(json), definitions.Names);
        return new ResourceWrite(WriteKind.Upsert, "Observation", document.Id, document);
    }
}

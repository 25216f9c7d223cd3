using System.Diagnostics;
using System.Globalization;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Bench;

/// <summary>A laboratory feed: a hundred patients of two thousand results each, who get ten more all the time. What making such a patient again
/// costs, and how much of their rate those who write keep beside it.</summary>
public static class FeedBenchmark
{
    private const int Patients = 100;
    private const int Results = 2_000;
    private const int Writers = 32;
    private const int Turns = 4;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(8);

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            var definitions = FhirDefinitions.OpenBuiltIn();
            await using var node = await CentreNode.Open(new StoreAddress(Path.Combine(folder, "centre.db")), definitions, new CentreSettings(), TimeProvider.System, default);
            await Fill(node);
            using var memory = new MemoryWatch();
            await Again(node);
            await Beside(report, node);
            report.AtMost("highest RssAnon", memory.Highest, 238, "MiB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Fill(CentreNode node)
    {
        for (var patient = 0; patient < Patients; patient++)
        {
            var writes = new List<ResourceWrite> { Put(node, string.Create(CultureInfo.InvariantCulture, $$"""{"resourceType":"Patient","id":"p{{patient}}","gender":"female","birthDate":"1960-05-01"}""")) };
            for (var result = 0; result < Results; result++) writes.Add(Create(node, patient, result));
            await node.Writer.WriteValidated(Access.Everything, writes, new ValidationResult?[writes.Count], run: null, WritePriority.Bulk, default);
        }

        await node.Projector.CatchUp(default);
    }

    private static async Task Again(CentreNode node)
    {
        await node.Store.MarkAllDirty(default);
        var (busy, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var made = await node.Projector.CatchUp(default);
        Report.Figure("processor time of a patient of 2,000 results", (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / made, "ms");
        Report.Figure("allocated for it", (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1048576.0 / made, "MiB");
        Report.Figure("large objects", GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[3].SizeAfterBytes / 1048576.0, "MiB");
    }

    // In turns: the machine is shared, and its speed changes by a third within seconds. Of processor time that speed changes less than of rates.
    private static async Task Beside(Report report, CentreNode node)
    {
        var (alone, beside, derived) = ((Written: 0L, Busy: 0.0), (Written: 0L, Busy: 0.0), 0.0);
        for (var turn = 0; turn < Turns; turn++)
        {
            var before = await Measured(node);
            using var stop = new CancellationTokenSource();
            var projecting = node.Projector.Run(TimeSpan.FromSeconds(1), TimeProvider.System, stop.Token);
            var with = await Measured(node);
            await stop.CancelAsync();
            await projecting.ContinueWith(_ => { }, TaskScheduler.Default);
            alone = (alone.Written + before.Written, alone.Busy + before.Busy);
            beside = (beside.Written + with.Written, beside.Busy + with.Busy);
            derived += (with.Busy - (with.Written * before.Busy / before.Written)) / Turn.TotalSeconds / Turns;
        }

        Report.Figure("transactions of 10 results, nothing derived", alone.Written / (Turns * Turn.TotalSeconds), "transactions/s");
        Report.Figure("  processor time of each", 1000 * alone.Busy / alone.Written, "ms");
        Report.Figure("of that rate while patients are made again", (double)beside.Written / alone.Written, "times");
        report.AtMost("of one processor for making them", derived, 0.35, "times");
        await node.Projector.CatchUp(default);
    }

    private static async Task<(long Written, double Busy)> Measured(CentreNode node)
    {
        var busy = Environment.CpuUsage.TotalTime;
        var written = await Write(node);
        return (written, (Environment.CpuUsage.TotalTime - busy).TotalSeconds);
    }

    private static async Task<long> Write(CentreNode node)
    {
        var written = 0L;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            while (Stopwatch.GetElapsedTime(started) < Turn)
            {
                var patient = random.Next(Patients);
                await node.Writer.WriteTogether(Access.Everything, [.. Enumerable.Range(0, 10).Select(result => Create(node, patient, result))], ValidationPolicy.Off, WritePriority.Interactive, default);
                Interlocked.Increment(ref written);
            }
        })));
        return written;
    }

    private static ResourceWrite Put(CentreNode node, string json)
    {
        var document = FhirDocument.Parse(json, node.Definitions.Names);
        return new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id, document);
    }

    private static ResourceWrite Create(CentreNode node, int patient, int result) => new(WriteKind.Create, "Observation", null, FhirDocument.Parse(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"resourceType":"Observation","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tumor-marker-test"]},"identifier":[{"system":"urn:lab","value":"L{{{result}}}"}],"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"2857-1"}]},"subject":{"reference":"Patient/p{{{patient}}}"},"effectiveDateTime":"20{{{10 + (result / 12 % 15)}}}-{{{1 + (result % 12):D2}}}-17","valueQuantity":{"value":4.5,"unit":"ng/mL","system":"http://unitsofmeasure.org","code":"ng/mL"}}
        """), node.Definitions.Names));
}

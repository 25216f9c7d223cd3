using System.Diagnostics;
using System.Globalization;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Import;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mef;

namespace Tessera.Bench;

/// <summary>Patients from CSV into a store, every resource validated, in a fresh process: 5,000 of them, then ten times as many.</summary>
public static class ExtractBenchmark
{
    private const int Patients = 5_000;
    private const int PlainRows = 50_000;

    public static async Task Run(Report report)
    {
        await Run(report, Patients);
        await Run(report, 10 * Patients);
    }

    private static async Task Run(Report report, int patients)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-");
        try
        {
            var configuration = ReplicatedCentre.Write(folder.FullName, patients);
            var bytes = folder.EnumerateFiles("*.csv", SearchOption.AllDirectories).Sum(file => file.Length);
            var plain = await PlainBenchmark.Run(Path.Combine(folder.FullName, "plain.db"), PlainRows);
            var floor = Stopwatch.StartNew();
            foreach (var file in folder.EnumerateFiles("*.csv", SearchOption.AllDirectories)) await File.ReadAllBytesAsync(file.FullName);
            Report.Figure($"{patients:N0} patients: reading the bytes alone", floor.Elapsed.TotalMilliseconds, $"ms for {bytes / 1024 / 1024} MiB");

            var numbers = await ChildProcess.Numbers("extract", configuration, Path.Combine(folder.FullName, "centre.db"));
            Report.Figure("rows read", numbers[0], "rows");
            Report.Figure("resources written, each validated", numbers[1], "resources");
            Report.Figure("wall", numbers[3], "s");
            report.AtMost("processor", numbers[2], 12.0 * patients / Patients, "s");
            Report.Figure("processor for each resource", numbers[2] / numbers[1] * 1e6, "µs");
            Report.Figure("times what plain SQLite needs to write as many", numbers[2] / numbers[1] / plain.TotalSeconds, "");
            report.AtMost("RssAnon, highest", numbers[4], 238, "MiB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task Child(string[] arguments)
    {
        var definitions = FhirDefinitions.OpenBuiltIn();
        var centre = CentreFolder.Of(StoreAt(arguments[1]));
        if (!MefSource.TryOpen(arguments[0], definitions, centre.OpenIds(), out var source, out var issues)) throw new InvalidOperationException(issues[0].Message);

        var clock = Stopwatch.StartNew();
        await using var node = await CentreNode.Open(centre.Store, definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None);
        using var memory = new MemoryWatch();
        var account = await new ImportRun(node.Validator, TimeProvider.System, node.Codes).Run(ImportSource.Of(source), new StoreSink(node), null, CancellationToken.None);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{account.Read} {account.Resources.Values.Sum()} {Environment.CpuUsage.TotalTime.TotalSeconds} {clock.Elapsed.TotalSeconds} {memory.Highest}"));
    }

    private static Database.StoreAddress StoreAt(string path) =>
        Database.StoreAddress.TryParse(path, out var address, out var problem) ? address : throw new InvalidOperationException(problem);
}

using Tessera.Sources.Synthetic;
using Tessera.Sources.Synthetic.Telling;

namespace Tessera.Bench;

/// <summary>Synthetic patients told and written as FHIR, against the floor: the same bytes written as they are.</summary>
public static class SynthBenchmark
{
    private const int Patients = 1_000;

    public static Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-");
        try
        {
            var stories = Clock.BestPerSecond(Tell);
            SyntheticSummary? summary = null;
            var written = Clock.BestPerSecond(() => Count(summary = Write(folder.FullName, SyntheticFormat.Fhir)), isLarge: true);
            var resources = summary!.Counts.Values.Sum();
            var floor = Clock.BestPerSecond(() => Copy(folder.FullName));
            var rows = Clock.BestPerSecond(() => Count(Write(Path.Combine(folder.FullName, "csv"), SyntheticFormat.Csv)));
            Report.Figure("stories told, nothing written", stories, "patients/s");
            Report.Figure("the same bytes written as they are", floor, "patients/s");
            report.AtLeast("written as FHIR, one thread", written, 1_000, "patients/s");
            Report.Figure("resources", written * resources / Patients, "resources/s");
            Report.Figure("bytes", written * summary.Bytes / Patients / 1e6, "MB/s");
            Report.Figure("times the floor", floor / written, "");
            Report.Figure("written as CSV, one thread", rows, "patients/s");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    private static int Tell()
    {
        for (var number = 1; number <= Patients; number++) _ = StoryTeller.Tell(1, SyntheticFlavour.UnitedStates, number);
        return Patients;
    }

    private static SyntheticSummary Write(string folder, SyntheticFormat format) => new SyntheticCentre(Patients, 1, SyntheticFlavour.UnitedStates).Write(folder, format, null, CancellationToken.None);

    private static int Count(SyntheticSummary summary) => (int)summary.Patients;

    // As the centre writes: under other names, to the disk, then renamed.
    private static int Copy(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.ndjson"))
        {
            var bytes = File.ReadAllBytes(file);
            using (var stream = new FileStream(file + ".copy", FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(file + ".copy", file, overwrite: true);
        }

        return Patients;
    }
}

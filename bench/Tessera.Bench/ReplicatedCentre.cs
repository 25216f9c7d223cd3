using System.Text.Json.Nodes;

namespace Tessera.Bench;

/// <summary>The sample centre many times over: each copy of a patient has a number of its own, and so do all its rows. Of long files each patient
/// keeps the first rows, so that a patient has about 16 in all, as in the samples of the mCODE Extraction Framework.</summary>
public static class ReplicatedCentre
{
    private const int SamplePatients = 25;
    private const int RowsInFile = 3;

    /// <summary>Writes the files and returns the configuration's path.</summary>
    public static string Write(string folder, int patients)
    {
        var sample = Path.Combine(McodeExamples.Root(), "samples", "centre");
        var configuration = Directory.GetFiles(sample, "*.json").Single();
        foreach (var file in Directory.GetFiles(sample, "*.csv", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Replicate(file, target, patients / SamplePatients);
        }
        var copy = Path.Combine(folder, Path.GetFileName(configuration));
        File.WriteAllText(copy, JsonNode.Parse(File.ReadAllText(configuration))!.ToJsonString());
        return copy;
    }

    // The patient number is the first column of every layout.
    private static void Replicate(string file, string target, int copies)
    {
        var lines = File.ReadAllLines(file).Where(line => line.Length > 0).GroupBy(line => line.Split(',')[0]).SelectMany(patient => patient.Take(RowsInFile)).ToArray();
        using var writer = new StreamWriter(target);
        writer.WriteLine(lines[0]);
        for (var copy = 0; copy < copies; copy++)
            foreach (var line in lines.AsSpan(1))
            {
                var comma = line.IndexOf(',', StringComparison.Ordinal);
                writer.WriteLine(comma < 0 ? $"{line}-{copy}" : $"{line[..comma]}-{copy}{line[comma..]}");
            }
    }
}

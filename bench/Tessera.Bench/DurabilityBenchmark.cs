using Tessera.Durability;
using Tessera.Fhir.Definitions;

namespace Tessera.Bench;

/// <summary>Two hundred kills of the real server under mixed load: nothing that was acknowledged may be missing, nothing half there.</summary>
public static class DurabilityBenchmark
{
    private const int Kills = 200;

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-durability-").FullName;
        try
        {
            var rounds = new KillRounds(Path.Combine(folder, "centre.db"), FhirDefinitions.OpenBuiltIn(), seed: 11);
            await rounds.Run(Kills);
            foreach (var complaint in rounds.Complaints.Take(20)) Console.WriteLine($"  {complaint}");
            Report.Figure("kills", rounds.Starts.Count, "");
            Report.Figure("writes acknowledged before them", rounds.Acknowledged, "");
            Report.Figure("start until the first answer, mean", rounds.Starts.Average(time => time.TotalSeconds), "s");
            report.AtMost("writes lost, halves and findings of verify", rounds.Complaints.Count, 0, "");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

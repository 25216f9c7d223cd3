using Tessera.Fhir.Definitions;

namespace Tessera.Durability;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 50;

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task D01_D08_fifty_kills_under_mixed_load_lose_nothing_that_was_acknowledged_and_leave_nothing_half()
    {
        var rounds = new KillRounds(Path.Combine(folder, "centre.db"), FhirDefinitions.OpenBuiltIn(), seed: 7);
        await rounds.Run(Kills);
        output.WriteLine($"{rounds.Acknowledged} writes acknowledged, {rounds.Requests} requests, {rounds.Starts.Average(time => time.TotalSeconds):0.00} s to start");
        Assert.Empty(rounds.Complaints);
        Assert.True(rounds.Acknowledged > 10 * Kills, $"only {rounds.Acknowledged} writes");
    }
}

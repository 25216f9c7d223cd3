using System.Diagnostics;
using System.Text.Json.Nodes;
using Tessera.Database;

namespace Tessera.Store.Tests;

public sealed class CrashTests(BuiltInDefinitions builtIn) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-crash-").FullName;
    private readonly Dictionary<string, long> acknowledged = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_survives_a_killed_process_whole()
    {
        var path = Path.Combine(folder, "centre.db");
        var random = new Random(7);
        for (var kill = 0; kill < 5; kill++)
        {
            await WriteAndKill(path, TimeSpan.FromMilliseconds(random.Next(100, 600)));
            await Verify(path);
        }
        Assert.InRange(acknowledged.Count, 40, 160);
    }

    private async Task WriteAndKill(string path, TimeSpan time)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Tessera.Store.Tests.dll");
        using var child = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, "write-until-killed", path]) { RedirectStandardOutput = true })!;
        var reading = Task.Run(async () =>
        {
            while (await child.StandardOutput.ReadLineAsync() is { } line)
            {
                // The last line may be cut off: what was not said whole was not acknowledged.
                if (line.Split(' ') is not [var left, var right, var version] || !long.TryParse(version, out var number)) continue;
                (acknowledged[left], acknowledged[right]) = (number, number);
            }
        });
        while (acknowledged.Count == 0 && !child.HasExited) await Task.Delay(20);
        await Task.Delay(time);
        child.Kill();
        await child.WaitForExitAsync();
        await reading;
    }

    private async Task Verify(string path)
    {
        await using var store = await FhirStore.Open(new StoreAddress(path), builtIn.Definitions, TimeProvider.System, default);
        foreach (var (id, version) in acknowledged)
        {
            var found = await store.Find(Access.Everything, "Observation", id, default);
            Assert.True(found!.Version >= version, "an acknowledged version is gone");
            var code = JsonNode.Parse(found.Body.Span)!["code"]!["coding"]![0]!["code"]!.GetValue<string>();
            Assert.Contains(await Matches(store, code), match => match == (id, found.Version));
            if (id.StartsWith("left", StringComparison.Ordinal))
                Assert.Equal(found.Version, (await store.Find(Access.Everything, "Observation", id.Replace("left", "right", StringComparison.Ordinal), default))!.Version);
        }
        using var lease = store.Database.Readers.Rent();
        Assert.Equal("ok", lease.Connection.Text("pragma integrity_check"));
        Assert.Equal(0, lease.Connection.Long("select count(*) from index_token t left join resource r on r.rid = t.rid and r.updated = t.updated where r.rid is null"));
    }

    private static async Task<IEnumerable<(string, long)>> Matches(FhirStore store, string code)
    {
        Fhir.Search.SearchQuery.TryParse("Observation", [new("code", code)], store.SearchParameters, new Fhir.Search.SearchRules(default), out var query, out _);
        return (await store.Search(Access.Everything, query!, default)).Matches.Select(match => (match.Id, match.Version));
    }
}

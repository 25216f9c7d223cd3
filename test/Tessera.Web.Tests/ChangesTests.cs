namespace Tessera.Web.Tests;

/// <summary>The feed of changes.</summary>
public sealed class ChangesTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Changes_come_in_the_order_of_their_commits_and_reading_goes_on_where_it_stopped()
    {
        await server.Put("""{"resourceType":"Patient","id":"c1"}""");
        await server.Put("""{"resourceType":"Patient","id":"c2"}""");
        var first = await Read("since=0", 2, "c1", "c2");
        Assert.Equal(["c1", "c2"], first.Select(change => change.Id));
        await server.Send(HttpMethod.Delete, "/fhir/Patient/c1");
        var rest = await Read($"since={first[0].Cursor}", 2, "c1", "c2");
        Assert.Equal([("write", "c2"), ("delete", "c1")], rest.Select(change => (change.Kind, change.Id)));
    }

    [Fact]
    public async Task A_change_is_told_when_it_happens()
    {
        var reading = Read("", 1, "live");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await server.Put("""{"resourceType":"Patient","id":"live"}""");
        Assert.Equal("live", (await reading)[0].Id);
    }

    [Theory]
    [InlineData("nonsense", 400)]
    [InlineData("another-epoch.7", 410)]
    public async Task A_place_that_is_none_of_this_store_is_refused(string since, int status) =>
        Assert.Equal(status, (await server.Get($"/fhir/$changes?since={since}")).Status);

    private async Task<List<(string Cursor, string Kind, string Id)>> Read(string query, int count, params string[] only)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var stream = await server.Client.GetStreamAsync($"/fhir/$changes?{query}", timeout.Token);
        using var reader = new StreamReader(stream);
        var (changes, cursor, kind) = (new List<(string, string, string)>(), "", "");
        while (changes.Count < count && await reader.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) cursor = line[4..];
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            var id = System.Text.Json.JsonDocument.Parse(line[6..]).RootElement.GetProperty("id").GetString()!;
            if (only.Contains(id)) changes.Add((cursor, kind, id));
        }

        return changes;
    }
}

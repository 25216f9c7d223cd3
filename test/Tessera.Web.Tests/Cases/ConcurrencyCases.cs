namespace Tessera.Web.Tests.Cases;

/// <summary>Cases D that need no process of their own. Kills, full and failing disks are in Tessera.Durability, damage in Tessera.Centre.Tests,
/// paging under writes in Tessera.Store.Tests.</summary>
public sealed class ConcurrencyCases(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task D07_a_hundred_parallel_updates_of_one_version_have_one_winner_each()
    {
        await server.Put("""{"resourceType":"Patient","id":"d07","gender":"female"}""");
        for (var version = 1; version <= 3; version++)
        {
            var tag = $"W/\"{version}\"";
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => server.Send(
                HttpMethod.Put, "/fhir/Patient/d07", $$"""{"resourceType":"Patient","id":"d07","name":[{"family":"v{{version}}-{{number}}"}]}""", ("If-Match", tag))));
            Assert.Single(answers, answer => answer.Status == 200);
            Assert.Equal(99, answers.Count(answer => answer.Status == 412));
            Assert.Equal($"W/\"{version + 1}\"", (await server.Get("/fhir/Patient/d07")).Header("ETag"));
        }

        Assert.Equal(4, (await server.Get("/fhir/Patient/d07/_history")).Json.GetProperty("entry").GetArrayLength());
    }

    [Fact]
    public async Task D07_updates_without_a_version_are_all_kept_in_the_history()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => server.Send(
            HttpMethod.Put, "/fhir/Patient/d07b", $$"""{"resourceType":"Patient","id":"d07b","name":[{"family":"n{{number}}"}]}""")));
        Assert.All(answers, answer => Assert.InRange(answer.Status, 200, 201));
        Assert.Equal(100, answers.Select(answer => answer.Header("ETag")).Distinct().Count());
    }
}

using Tessera.Fhir.Search;

namespace Tessera.Store.Tests;

public sealed class SystemSearchTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("_type=Patient,Observation", "o1 o2 p1 p2")]
    [InlineData("_type=Patient", "p1 p2")]
    [InlineData("_type=Patient,Observation,Basic&_tag=t", "o1 p1")]
    [InlineData("_type=Observation,Condition&code=x", "c1 o1")]
    [InlineData("_id=p1,c1", "c1 p1")]
    [InlineData("_tag=t", "o1 p1")]
    [InlineData("_type=Basic,Library", "")]
    public async Task Several_types_are_searched_together(string search, string expected)
    {
        await Fill();
        var page = await Store.Search(Access.Everything, System(search), Cancel);
        Assert.Equal(expected, string.Join(' ', page.Matches.Select(match => match.Id).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("_type=Observation,Patient,Condition")]
    [InlineData("_type=Observation,Patient,Condition&_sort=_lastUpdated")]
    [InlineData("_type=Observation,Patient,Condition&_sort=_id")]
    [InlineData("_type=Observation,Patient,Condition&_sort=-_tag,_id")]
    public async Task Pages_go_through_all_types_in_one_order(string search)
    {
        await Fill();
        var whole = (await Store.Search(Access.Everything, System(search), Cancel)).Matches.Select(match => match.Id).ToList();
        Assert.Equal(5, whole.Count);
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Store.Search(Access.Everything, System(search + "&_count=2" + (cursor.Length == 0 ? "" : "&_cursor=" + cursor)), Cancel);
            seen.AddRange(page.Matches.Select(match => match.Id));
            cursor = page.Next;
        }
        Assert.Equal(whole, seen);
    }

    [Fact]
    public async Task Totals_and_includes_are_those_of_all_types()
    {
        await Fill();
        Assert.Equal(4, (await Store.Search(Access.Everything, System("_type=Patient,Observation&_summary=count"), Cancel)).Total);
        var page = await Store.Search(Access.Everything, System("_type=Condition,Observation&_id=c1&_include=Condition:subject&_include=Observation:subject"), Cancel);
        Assert.Equal(["p2"], page.Included.Select(resource => resource.Id));
        var only = new Access("x") { Types = new HashSet<string> { "Patient" } };
        Assert.Equal(2, (await Store.Search(only, System("_type=Patient,Observation"), Cancel)).Matches.Count);
    }

    [Theory]
    [InlineData("_type=Patient,Pateint")]
    [InlineData("_type=Patient,Observation&birthdate=2000")]
    [InlineData("code=x")]
    [InlineData("_type=Patient&_include=Observation:subject")]
    public void What_not_all_types_have_is_refused(string search)
    {
        Assert.False(SearchQuery.TryParse(Pairs(search), Store.SearchParameters, new SearchRules(Clock.Now), out _, out var issues));
        Assert.NotEmpty(issues);
    }

    private SearchQuery System(string search)
    {
        Assert.True(SearchQuery.TryParse(Pairs(search), Store.SearchParameters, new SearchRules(Clock.Now), out var query, out var issues), string.Join("; ", issues.Select(issue => issue.Message)));
        return query;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string search) => search.Split('&').Select(pair => KeyValuePair.Create(pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..]));

    private async Task Fill()
    {
        foreach (var json in new[]
        {
            """{"resourceType":"Patient","id":"p1","meta":{"tag":[{"code":"t"}]}}""",
            """{"resourceType":"Observation","id":"o1","meta":{"tag":[{"code":"t"}]},"code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/p1"}}""",
            """{"resourceType":"Condition","id":"c1","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/p2"}}""",
            """{"resourceType":"Observation","id":"o2","code":{"coding":[{"code":"y"}]}}""",
            """{"resourceType":"Patient","id":"p2","meta":{"tag":[{"code":"s"}]}}""",
        })
        {
            Clock.Now += TimeSpan.FromSeconds(1);
            await Put(json);
        }
    }
}

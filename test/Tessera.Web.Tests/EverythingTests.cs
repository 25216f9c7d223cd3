using System.Text.Json;

namespace Tessera.Web.Tests;

/// <summary>What <c>$everything</c> is asked to leave out, and the ways to ask: https://hl7.org/fhir/R4/patient-operation-everything.html</summary>
public sealed class EverythingTests(RunningServer server) : IClassFixture<RunningServer>
{
    private async Task Prepare(string id)
    {
        await server.Put($$"""{"resourceType":"Organization","id":"{{id}}-org","name":"x"}""");
        await server.Put($$$"""{"resourceType":"Patient","id":"{{{id}}}","managingOrganization":{"reference":"Organization/{{{id}}}-org"}}""");
        await server.Put($$$"""{"resourceType":"Observation","id":"{{{id}}}-o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/{{{id}}}"}}""");
        await server.Put($$$"""{"resourceType":"Condition","id":"{{{id}}}-c","subject":{"reference":"Patient/{{{id}}}"}}""");
    }

    private static List<string> Types(JsonElement bundle) => bundle.TryGetProperty("entry", out var entries)
        ? [.. entries.EnumerateArray().Select(entry => entry.GetProperty("resource").GetProperty("resourceType").GetString()!).Order(StringComparer.Ordinal)]
        : [];

    [Theory]
    [InlineData("_type=Observation", "Observation")]
    [InlineData("_type=Observation,Patient", "Observation Patient")]
    [InlineData("_type=Organization", "Organization")]
    [InlineData("_since=2000-01-01", "Condition Observation Organization Patient")]
    [InlineData("_since=2100-01-01", "")]
    [InlineData("_count=999999999999", "Condition Observation Organization Patient")]
    public async Task Only_what_is_asked_for_comes(string query, string types)
    {
        await Prepare("e");
        Assert.Equal(types, string.Join(' ', Types((await server.Get("/fhir/Patient/e/$everything?" + query)).Json)));
    }

    [Theory]
    [InlineData("Patient/e/$everything?_type=Foo")]
    [InlineData("Patient/$everything?_type=Foo")]
    [InlineData("Patient/e/$mcode-everything?_type=Observation,Foo")]
    public async Task A_type_that_is_none_is_refused(string path)
    {
        await Prepare("e");
        Assert.Equal(400, (await server.Get("/fhir/" + path)).Status);
    }

    [Theory]
    [InlineData("/fhir/Patient/$everything?_count=1")]
    [InlineData("/fhir/Patient/paged/$everything?_count=1")]
    public async Task Pages_are_as_large_as_asked_and_hold_everything_once(string first)
    {
        await Prepare("paged");
        var seen = new List<string>();
        for (string? next = first; next is not null;)
        {
            var page = (await server.Get(next)).Json;
            var matches = page.TryGetProperty("entry", out var entries) ? entries.EnumerateArray().Where(entry => entry.GetProperty("search").GetProperty("mode").GetString() == "match").ToList() : [];
            Assert.True(matches.Count <= 1);
            seen.AddRange(matches.Select(entry => entry.GetProperty("fullUrl").GetString()!));
            next = page.GetProperty("link").EnumerateArray().Where(link => link.GetProperty("relation").GetString() == "next").Select(link => link.GetProperty("url").GetString()).FirstOrDefault();
        }

        Assert.Equal(3, seen.Count(url => url.Contains("/paged", StringComparison.Ordinal)));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("Patient/post/$everything")]
    [InlineData("Patient/post/$mcode-everything")]
    [InlineData("Patient/post/$meta")]
    [InlineData("Patient/$meta")]
    [InlineData("$meta")]
    public async Task POST_is_the_general_form(string path)
    {
        await Prepare("post");
        Assert.Equal(200, (await server.Send(HttpMethod.Post, "/fhir/" + path)).Status);
        Assert.Equal(200, (await server.Send(HttpMethod.Post, "/fhir/" + path, """{"resourceType":"Parameters"}""")).Status);
        Assert.Equal(400, (await server.Send(HttpMethod.Post, "/fhir/" + path, """{"resourceType":"Parameters","parameter":[{"name":"nonsense","valueCode":"x"}]}""")).Status);
        Assert.Equal(400, (await server.Send(HttpMethod.Post, "/fhir/" + path, """{"resourceType":"Parameters","parameter":[{"name":"start","valuePeriod":{"start":"2020"}}]}""")).Status);
        Assert.Equal(400, (await server.Send(HttpMethod.Post, "/fhir/" + path, """{"resourceType":"Patient"}""")).Status);
    }

    [Fact]
    public async Task Parameters_of_a_body_count_as_those_of_the_URL_and_stand_in_links()
    {
        await Prepare("body");
        var answer = (await server.Send(HttpMethod.Post, "/fhir/Patient/body/$everything", """{"resourceType":"Parameters","parameter":[{"name":"_type","valueCode":"Observation"},{"name":"_type","valueCode":"Condition"},{"name":"_count","valueInteger":1}]}""")).Json;
        Assert.Single(Types(answer));
        var rest = (await server.Get(answer.GetProperty("link")[1].GetProperty("url").GetString()!)).Json;
        Assert.Equal("Condition Observation", string.Join(' ', Types(answer).Concat(Types(rest)).Order(StringComparer.Ordinal)));
    }
}

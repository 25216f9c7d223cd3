using System.Text.Json;

namespace Tessera.Web.Tests;

public sealed class SearchTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        foreach (var (id, family, born) in new[] { ("s1", "Ashby", "1950-02-03"), ("s2", "Ash", "1960-04-05"), ("s3", "Birch", "1970-06-07") })
            await server.Put($$"""{"resourceType":"Patient","id":"{{id}}","name":[{"family":"{{family}}"}],"birthDate":"{{born}}"}""");
        await server.Put("""{"resourceType":"Condition","id":"c1","code":{"coding":[{"system":"http://snomed.info/sct","code":"254837009"}]},"subject":{"reference":"Patient/s1"}}""");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_compartment_is_searched_by_get_and_post_and_pages_stay_within_it()
    {
        await server.Put("""{"resourceType":"Patient","id":"comp"}""");
        await server.Put("""{"resourceType":"Patient","id":"comp-other"}""");
        for (var number = 0; number < 5; number++) await server.Put($$$"""{"resourceType":"Observation","id":"comp-{{{number}}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/comp"}}""");
        await server.Put("""{"resourceType":"Observation","id":"comp-foreign","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/comp-other"}}""");
        await server.Put("""{"resourceType":"Condition","id":"comp-c","code":{"text":"x"},"subject":{"reference":"Patient/comp"}}""");
        var seen = new List<string>();
        for (string? next = "/fhir/Patient/comp/Observation?_count=2"; next is not null;)
        {
            var page = (await server.Get(next)).Json;
            seen.AddRange(page.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource").GetProperty("id").GetString()!));
            next = page.GetProperty("link").EnumerateArray().Where(link => link.GetProperty("relation").GetString() == "next").Select(link => link.GetProperty("url").GetString()).FirstOrDefault();
            Assert.True(next?.Contains("/Patient/comp/Observation?", StringComparison.Ordinal) ?? true);
        }

        Assert.Equal(["comp-0", "comp-1", "comp-2", "comp-3", "comp-4"], seen.Order());
        Assert.Equal(6, (await server.Get("/fhir/Patient/comp/*?_summary=count")).Json.GetProperty("total").GetInt32());
        var form = new HttpRequestMessage(HttpMethod.Post, "/fhir/Patient/comp/_search") { Content = new FormUrlEncodedContent([new("_type", "Condition")]) };
        var posted = (await server.Send(form)).Json;
        Assert.Equal("comp-c", posted.GetProperty("entry")[0].GetProperty("resource").GetProperty("id").GetString());
        Assert.Contains("/fhir/Patient/comp/*?_type=Condition", posted.GetProperty("link")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        await server.Put("""{"resourceType":"Encounter","id":"comp-e","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/comp"}}""");
        await server.Put("""{"resourceType":"Observation","id":"comp-5","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/comp"},"encounter":{"reference":"Encounter/comp-e"}}""");
        Assert.Equal("comp-5", Assert.Single((await server.Get("/fhir/Encounter/comp-e/Observation")).Json.GetProperty("entry").EnumerateArray()).GetProperty("resource").GetProperty("id").GetString());
        Assert.Equal((400, "not-supported"), await Refused("/fhir/Patient/comp/Organization"));
        Assert.Equal((400, "not-supported"), await Refused("/fhir/Patient/comp/*?_type=Organization"));
        Assert.Equal((404, "not-supported"), await Refused("/fhir/Organization/comp/Observation"));
        Assert.Equal((404, "not-supported"), await Refused("/fhir/Patient/comp/Nonsense"));
        Assert.Equal((404, "not-supported"), await Refused("/fhir/Patient/comp/$nothing"));
        var statement = (await server.Get("/fhir/metadata")).Json.GetProperty("rest")[0];
        Assert.Equal(["device", "encounter", "patient", "practitioner", "relatedPerson"], statement.GetProperty("compartment").EnumerateArray().Select(url => url.GetString()!["http://hl7.org/fhir/CompartmentDefinition/".Length..]).Order());
        Assert.DoesNotContain("search-compartment", statement.GetRawText(), StringComparison.Ordinal);

        async Task<(int, string)> Refused(string path) => await server.Get(path) is var answer ? (answer.Status, answer.IssueCode) : default;
    }

    [Theory]
    [InlineData("/fhir/Patient?family=ash", "s1 s2")]
    [InlineData("/fhir/Patient?family:exact=Ash", "s2")]
    [InlineData("/fhir/Patient?birthdate=lt1960", "s1")]
    [InlineData("/fhir/Patient?_id=s1,s3&_sort=-birthdate", "s3 s1")]
    [InlineData("/fhir/Condition?code=http://snomed.info/sct|254837009", "c1")]
    [InlineData("/fhir/Condition?subject=Patient/s1", "c1")]
    public async Task A_search_finds_what_matches(string path, string expected)
    {
        var bundle = (await server.Get(path)).Json;
        Assert.Equal("searchset", bundle.GetProperty("type").GetString());
        var ids = Entries(bundle, "match");
        if (!path.Contains("_sort", StringComparison.Ordinal)) ids = ids.Order();
        Assert.Equal(expected, string.Join(' ', ids));
    }

    [Fact]
    public async Task Included_resources_say_so()
    {
        var bundle = (await server.Get("/fhir/Condition?_id=c1&_include=Condition:subject")).Json;
        Assert.Equal(["c1"], Entries(bundle, "match"));
        Assert.Equal(["s1"], Entries(bundle, "include"));
    }

    [Fact]
    public async Task A_form_searches_like_a_URL()
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient/_search", "family=Birch&_format=json", ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.Equal(["s3"], Entries(answer.Json, "match"));
        Assert.Equal(415, (await server.Send(HttpMethod.Post, "/fhir/Patient/_search", "family=Birch")).Status);
    }

    [Fact]
    public async Task Pages_hold_each_match_exactly_once()
    {
        var seen = new List<string>();
        for (var path = "/fhir/Patient?_id=s1,s2,s3&_count=1"; path is not null;)
        {
            var bundle = (await server.Get(path)).Json;
            seen.AddRange(Entries(bundle, "match"));
            path = bundle.GetProperty("link").EnumerateArray().Where(link => link.GetProperty("relation").GetString() == "next").Select(link => link.GetProperty("url").GetString()).FirstOrDefault();
        }

        Assert.Equal(["s1", "s2", "s3"], seen.Order());
    }

    [Fact]
    public async Task An_unknown_parameter_is_refused_unless_the_caller_is_lenient()
    {
        Assert.Equal(400, (await server.Get("/fhir/Patient?familly=Ash")).Status);
        var lenient = (await server.Get("/fhir/Patient?familly=Ash&_id=s1", ("Prefer", "handling=lenient"))).Json;
        Assert.Equal(["s1"], Entries(lenient, "match"));
        Assert.Contains(lenient.GetProperty("entry").EnumerateArray(), entry => entry.GetProperty("search").GetProperty("mode").GetString() == "outcome");
    }

    [Fact]
    public async Task What_refers_to_a_resource_by_the_address_of_this_server_is_found_like_any_other()
    {
        var fhir = new Uri(server.Client.BaseAddress!, "fhir").ToString();
        await server.Put("""{"resourceType":"Patient","id":"whole"}""");
        await server.Put($$"""{"resourceType":"Observation","id":"by-address","status":"final","code":{"text":"x"},"subject":{"reference":"{{fhir}}/Patient/whole"},"derivedFrom":[{"reference":"https://other.example/fhir/Observation/1"}]}""");
        var entry = $$$"""{"fullUrl":"urn:uuid:8b0e4e0a-6d5c-4c2c-9f0e-1a2b3c4d5e6f","resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{{fhir}}}/Patient/whole"}},"request":{"method":"POST","url":"Observation"}}""";
        Assert.Equal(200, (await server.Send(HttpMethod.Post, "/fhir", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{entry}}]}""")).Status);
        foreach (var subject in new[] { "Patient/whole", "whole", $"{fhir}/Patient/whole" })
            Assert.Equal(2, (await server.Get($"/fhir/Observation?subject={Uri.EscapeDataString(subject)}&_summary=count")).Json.GetProperty("total").GetInt32());
        Assert.Equal(2, Entries((await server.Get("/fhir/Patient?_id=whole&_revinclude=Observation:subject")).Json, "include").Count());
        Assert.Equal(2, Entries((await server.Get("/fhir/Patient/whole/Observation")).Json, "match").Count());
        var stored = (await server.Get("/fhir/Observation/by-address")).Json;
        Assert.Equal("Patient/whole", stored.GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal("https://other.example/fhir/Observation/1", stored.GetProperty("derivedFrom")[0].GetProperty("reference").GetString());
        await server.Send(HttpMethod.Patch, "/fhir/Observation/by-address", $$"""[{"op":"replace","path":"/subject/reference","value":"{{fhir}}/Patient/s1"}]""", ("Content-Type", "application/json-patch+json"));
        Assert.Equal("Patient/s1", (await server.Get("/fhir/Observation/by-address")).Json.GetProperty("subject").GetProperty("reference").GetString());
    }

    [Fact]
    public async Task The_self_link_tells_what_was_searched()
    {
        var self = (await server.Get("/fhir/Patient?family=Ash&_count=2")).Json.GetProperty("link")[0];
        Assert.Equal("self", self.GetProperty("relation").GetString());
        Assert.EndsWith("/fhir/Patient?family=Ash&_count=2", self.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Entries(JsonElement bundle, string mode) => bundle.TryGetProperty("entry", out var entries)
        ? entries.EnumerateArray().Where(entry => entry.GetProperty("search").GetProperty("mode").GetString() == mode).Select(entry => entry.GetProperty("resource").GetProperty("id").GetString()!)
        : [];
}


namespace Tessera.Web.Tests;

/// <summary>https://hl7.org/fhir/R4/search.html#summary</summary>
public sealed class SubsetTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Full = """
        {"resourceType":"Patient","id":"sub","meta":{"tag":[{"system":"urn:s","code":"kept"}]},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"},
        "active":true,"name":[{"family":"Doe"}],"birthDate":"1980-01-01","contact":[{"name":{"family":"Roe"}}],"maritalStatus":{"text":"m"}}
        """;

    private async Task<string[]> Names(string query)
    {
        await server.Put(Full);
        var answer = await server.Get($"/fhir/Patient/sub?{query}");
        Assert.Equal(200, answer.Status);
        Assert.Equal(["kept", "SUBSETTED"], answer.Json.GetProperty("meta").GetProperty("tag").EnumerateArray().Select(tag => tag.GetProperty("code").GetString()));
        return [.. answer.Json.EnumerateObject().Select(property => property.Name)];
    }

    [Fact]
    public async Task A_summary_is_the_elements_that_the_specification_marks() =>
        Assert.Equal(["resourceType", "id", "meta", "active", "name", "birthDate"], await Names("_summary=true"));

    [Fact]
    public async Task A_text_summary_is_the_narrative() => Assert.Equal(["resourceType", "id", "meta", "text"], await Names("_summary=text"));

    [Fact]
    public async Task A_data_summary_is_all_but_the_narrative() => Assert.DoesNotContain("text", await Names("_summary=data"));

    [Fact]
    public async Task Elements_are_those_named_the_mandatory_and_the_modifiers() =>
        Assert.Equal(["resourceType", "id", "meta", "active", "name"], await Names("_elements=name"));

    [Fact]
    public async Task Matches_of_a_search_and_versions_of_a_history_are_cut_too()
    {
        await server.Put(Full);
        foreach (var path in new[] { "/fhir/Patient?_id=sub&_elements=birthDate", "/fhir/Patient/sub/_history?_elements=birthDate" })
        {
            var answer = await server.Get(path);
            var resource = answer.Json.GetProperty("entry")[0].GetProperty("resource");
            Assert.False(resource.TryGetProperty("name", out _));
            Assert.Equal("1980-01-01", resource.GetProperty("birthDate").GetString());
            Assert.Contains("_elements=birthDate", answer.Json.GetProperty("link")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, (await server.Get("/fhir/Patient?_id=sub&_summary=count")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Backbone_elements_are_summed_up_too()
    {
        await server.Put("""{"resourceType":"Observation","id":"sub","status":"final","code":{"text":"x"},"note":[{"text":"n"}],"component":[{"code":{"text":"c"},"valueString":"v","dataAbsentReason":{"text":"d"},"interpretation":[{"text":"i"}]}]}""");
        var component = (await server.Get("/fhir/Observation/sub?_summary=true")).Json.GetProperty("component")[0];
        Assert.Equal(["code", "valueString"], component.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task The_capability_statement_is_summed_up_too()
    {
        var statement = (await server.Get("/fhir/metadata?_summary=true")).Json;
        Assert.Equal("SUBSETTED", statement.GetProperty("meta").GetProperty("tag")[0].GetProperty("code").GetString());
        Assert.True(statement.TryGetProperty("rest", out var rest));
        Assert.False(rest[0].GetProperty("resource")[0].TryGetProperty("searchParam", out _));
    }
}

using System.Text.Json;

namespace Tessera.Web.Tests;

public sealed class ValidationPageTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    private const string Profile = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition";

    public async ValueTask InitializeAsync()
    {
        await server.Put("""{"resourceType":"Patient","id":"p1","name":[{"family":"Quill"}],"gender":"female"}""");
        foreach (var id in new[] { "a", "b" })
        {
            await server.Put(
                $$"""
                {"resourceType":"Condition","id":"{{id}}","meta":{"profile":["{{Profile}}"]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"254837009"}]},"subject":{"reference":"Patient/p1"} }
                """);
        }

        await server.Node.Verdicts.Flush(CancellationToken.None);
        await server.Node.Projector.CatchUp(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_verdict_comes_first_with_its_denominator() =>
        Assert.Contains("2 of 3 resources are invalid", (await server.Get("/validation")).Body, StringComparison.Ordinal);

    [Fact]
    public async Task The_JSON_has_each_rule_with_its_number_and_an_example()
    {
        var answer = await server.Get("/validation/report.json?answer=invalid");
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        var rule = answer.Json.GetProperty("rules").EnumerateArray().Single(rule => rule.TryGetProperty("element", out var element) && element.GetString() == "Condition.category");
        Assert.Equal(2, rule.GetProperty("resources").GetInt32());
        Assert.Equal(Profile, rule.GetProperty("profile").GetString());
        Assert.StartsWith("Condition/", rule.GetProperty("example").GetProperty("resource").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Quill", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type=Patient", 1)]
    [InlineData("type=Condition", 2)]
    [InlineData("type=Nothing", 0)]
    [InlineData("source=nowhere", 0)]
    [InlineData("import=77", 0)]
    [InlineData("page=99999999999999999999&answer=%00&rule=x", 3)]
    public async Task Filters_leave_the_resources_that_they_name(string query, int resources) =>
        Assert.Equal(resources, (await server.Get("/validation/report.json?" + query)).Json.GetProperty("resources").GetProperty("all").GetInt32());

    [Fact]
    public async Task A_rule_that_there_is_not_is_404() => Assert.Equal(404, (await server.Get("/validation?rule=987654")).Status);

    [Fact]
    public async Task Every_address_in_the_report_answers()
    {
        var body = (await server.Get("/validation")).Body;
        var addresses = body.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)].Replace("&amp;", "&", StringComparison.Ordinal)).Where(address => address.StartsWith('/')).Distinct();
        foreach (var address in addresses) Assert.True((await server.Get(address)).Status == 200, address);
    }

    [Fact]
    public async Task A_report_without_resources_says_so()
    {
        var json = (await server.Get("/validation/report.json?type=Nothing")).Json;
        Assert.Equal(JsonValueKind.Array, json.GetProperty("rules").ValueKind);
        Assert.Contains("Nothing to validate yet", (await server.Get("/validation?type=Nothing")).Body, StringComparison.Ordinal);
    }
}

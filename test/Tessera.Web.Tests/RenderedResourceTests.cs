namespace Tessera.Web.Tests;

/// <summary>What the node says of itself, entries of its audit and Provenances of its imports, nobody else writes.</summary>
public sealed class RenderedResourceTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Event = """{"resourceType":"AuditEvent","id":"audit.1.2","type":{"code":"x"},"recorded":"2026-01-01T00:00:00Z","agent":[{"requestor":true}],"source":{"observer":{"display":"x"}}}""";
    private const string Import = """{"resourceType":"Provenance","id":"import.1.p","target":[{"reference":"Patient/p"}],"recorded":"2026-01-01T00:00:00Z","agent":[{"who":{"display":"x"}}]}""";

    [Theory]
    [InlineData("PUT", "AuditEvent/audit.1.2", Event)]
    [InlineData("PUT", "Provenance/import.1.p", Import)]
    [InlineData("PUT", "Provenance?recorded=2026-01-01&target=Patient/p", Import)]
    [InlineData("DELETE", "AuditEvent/audit.1.2", null)]
    [InlineData("DELETE", "Provenance/import.1.p", null)]
    [InlineData("PATCH", "Provenance/import.1.p", """[{"op":"remove","path":"/agent"}]""")]
    [InlineData("POST", "AuditEvent/audit.1.2/$meta-add", """{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"code":"x"}]}}]}""")]
    public async Task Its_ids_are_not_written(string method, string path, string? body)
    {
        var answer = await server.Send(new HttpMethod(method), "/fhir/" + path, body, method == "PATCH" ? [("Content-Type", "application/json-patch+json")] : []);
        Assert.Equal((403, "forbidden"), (answer.Status, answer.IssueCode));
        Assert.Equal(404, (await server.Get("/fhir/AuditEvent/audit.1.2")).Status);
        Assert.Equal(404, (await server.Get("/fhir/Provenance/import.1.p")).Status);
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("transaction")]
    public async Task Nor_by_bundles(string type)
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir", $$$"""{"resourceType":"Bundle","type":"{{{type}}}","entry":[{"resource":{{{Event}}},"request":{"method":"PUT","url":"AuditEvent/audit.1.2"}}]}""");
        var status = type == "batch" ? answer.Json.GetProperty("entry")[0].GetProperty("response").GetProperty("status").GetString()! : $"{answer.Status}";
        Assert.StartsWith("403", status, StringComparison.Ordinal);
        Assert.Equal(404, (await server.Get("/fhir/AuditEvent/audit.1.2")).Status);
    }

    [Fact]
    public async Task A_create_gets_an_id_of_the_store() => Assert.Equal(201, (await server.Send(HttpMethod.Post, "/fhir/AuditEvent", Event)).Status);

    [Theory]
    [InlineData("Provenance?recorded=gt2000", true)]
    [InlineData("Provenance", true)]
    [InlineData("Patient?_has:Provenance:target:recorded=gt2000", true)]
    [InlineData("Provenance?target=Patient/p", false)]
    [InlineData("Patient", false)]
    public async Task A_search_says_when_it_knows_only_what_is_stored(string search, bool says) =>
        Assert.Equal(says, (await server.Get("/fhir/" + search)).Body.Contains("Provenances of imports are found by", StringComparison.Ordinal));
}

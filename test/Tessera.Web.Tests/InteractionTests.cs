using System.Text.Json.Nodes;

namespace Tessera.Web.Tests;

public sealed class InteractionTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Jane = """{"resourceType":"Patient","name":[{"family":"Doe","given":["Jane"]}],"birthDate":"1980-01-01"}""";

    [Fact]
    public async Task A_created_resource_is_read_back_as_it_was_sent()
    {
        var created = await server.Send(HttpMethod.Post, "/fhir/Patient", Jane);
        Assert.Equal(201, created.Status);
        Assert.Equal("W/\"1\"", created.Header("ETag"));
        Assert.Matches("^http://127.0.0.1:[0-9]+/fhir/Patient/[^/]+/_history/1$", created.Header("Location"));
        var id = created.Json.GetProperty("id").GetString();

        var read = await server.Get($"/fhir/Patient/{id}");
        Assert.Equal(200, read.Status);
        Assert.Equal("application/fhir+json; charset=utf-8", read.Header("Content-Type"));
        Assert.Equal("W/\"1\"", read.Header("ETag"));
        Assert.NotNull(read.Header("Last-Modified"));
        Assert.Equal("Doe", read.Json.GetProperty("name")[0].GetProperty("family").GetString());
        Assert.Equal("1", read.Json.GetProperty("meta").GetProperty("versionId").GetString());
    }

    [Fact]
    public async Task Decimals_keep_their_digits()
    {
        await server.Put("""{"resourceType":"Observation","id":"digits","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.10}}""");
        Assert.Contains("\"value\":1.10}", (await server.Get("/fhir/Observation/digits")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_update_is_a_version_and_all_versions_can_be_read()
    {
        await server.Put("""{"resourceType":"Patient","id":"v","gender":"female"}""");
        var second = await server.Send(HttpMethod.Put, "/fhir/Patient/v", """{"resourceType":"Patient","id":"v","gender":"male"}""");
        Assert.Equal((200, "W/\"2\""), (second.Status, second.Header("ETag")));
        Assert.Equal("female", (await server.Get("/fhir/Patient/v/_history/1")).Json.GetProperty("gender").GetString());
        Assert.Equal(404, (await server.Get("/fhir/Patient/v/_history/3")).Status);

        var history = (await server.Get("/fhir/Patient/v/_history")).Json;
        Assert.Equal("history", history.GetProperty("type").GetString());
        Assert.Equal(["2", "1"], history.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource").GetProperty("meta").GetProperty("versionId").GetString()!));
    }

    [Fact]
    public async Task The_same_content_again_makes_no_version()
    {
        await server.Put("""{"resourceType":"Patient","id":"same","gender":"female"}""");
        var again = await server.Send(HttpMethod.Put, "/fhir/Patient/same", """{"resourceType":"Patient", "id":"same", "gender":"female"}""");
        Assert.Equal((200, "W/\"1\""), (again.Status, again.Header("ETag")));
    }

    [Fact]
    public async Task An_update_of_a_version_that_is_not_current_is_refused()
    {
        await server.Put("""{"resourceType":"Patient","id":"match","gender":"female"}""");
        var stale = await server.Send(HttpMethod.Put, "/fhir/Patient/match", """{"resourceType":"Patient","id":"match","gender":"male"}""", ("If-Match", "W/\"7\""));
        Assert.Equal((412, "conflict"), (stale.Status, stale.IssueCode));
        var current = await server.Send(HttpMethod.Put, "/fhir/Patient/match", """{"resourceType":"Patient","id":"match","gender":"male"}""", ("If-Match", "W/\"1\""));
        Assert.Equal((200, "W/\"2\""), (current.Status, current.Header("ETag")));
    }

    [Fact]
    public async Task A_deleted_resource_is_gone_but_its_versions_stay()
    {
        await server.Put("""{"resourceType":"Patient","id":"d","gender":"female"}""");
        Assert.Equal(204, (await server.Send(HttpMethod.Delete, "/fhir/Patient/d")).Status);
        var gone = await server.Get("/fhir/Patient/d");
        Assert.Equal((410, "deleted"), (gone.Status, gone.IssueCode));
        Assert.Equal(200, (await server.Get("/fhir/Patient/d/_history/1")).Status);
        Assert.Equal(204, (await server.Send(HttpMethod.Delete, "/fhir/Patient/never")).Status);
    }

    [Fact]
    public async Task A_history_tells_the_requests_that_make_it_again()
    {
        await server.Put("""{"resourceType":"Patient","id":"again","gender":"female"}""");
        await server.Put("""{"resourceType":"Patient","id":"again","gender":"male"}""");
        await server.Send(HttpMethod.Delete, "/fhir/Patient/again");
        await server.Put("""{"resourceType":"Patient","id":"again","gender":"other"}""");
        var created = (await server.Send(HttpMethod.Post, "/fhir/Patient", Jane)).Json.GetProperty("id").GetString();
        Assert.Equal(["PUT Patient/again 201", "DELETE Patient/again 204", "PUT Patient/again 200", "PUT Patient/again 201"], await Told("/fhir/Patient/again/_history"));
        Assert.Equal([$"PUT Patient/{created} 201"], await Told($"/fhir/Patient/{created}/_history"));

        async Task<IEnumerable<string>> Told(string path) => (await server.Get(path)).Json.GetProperty("entry").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("request").GetProperty("method")} {entry.GetProperty("request").GetProperty("url")} {entry.GetProperty("response").GetProperty("status")}");
    }

    [Theory]
    [InlineData("return=minimal", "")]
    [InlineData("return=OperationOutcome", "OperationOutcome")]
    [InlineData("return=representation", "Patient")]
    public async Task A_caller_may_say_what_comes_back(string prefer, string expected)
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient", Jane, ("Prefer", prefer));
        Assert.Equal(201, answer.Status);
        Assert.Equal(expected, answer.Body.Length == 0 ? "" : answer.Json.GetProperty("resourceType").GetString());
    }

    [Fact]
    public async Task A_known_version_is_not_sent_again()
    {
        await server.Put("""{"resourceType":"Patient","id":"cached","gender":"female"}""");
        var answer = await server.Get("/fhir/Patient/cached", ("If-None-Match", "W/\"1\""));
        Assert.Equal((304, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Pretty_changes_white_space_only()
    {
        await server.Put("""{"resourceType":"Patient","id":"pretty","name":[{"family":"O\"Neil, {x}: [y]"}],"gender":"female"}""");
        var plain = (await server.Get("/fhir/Patient/pretty")).Body;
        var pretty = (await server.Get("/fhir/Patient/pretty?_pretty=true")).Body;
        Assert.Contains("\n  \"name\": [", pretty, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(plain), JsonNode.Parse(pretty)));
    }
}

namespace Tessera.Web.Tests;

/// <summary>If-Match and If-None-Match: RFC 9110, 13.1, and https://hl7.org/fhir/R4/http.html#concurrency</summary>
public sealed class EntityTagTests(RunningServer server) : IClassFixture<RunningServer>
{
    private Task<Answer> Put(string id, string tags, string gender) =>
        server.Send(HttpMethod.Put, "/fhir/Patient/" + id, $$"""{"resourceType":"Patient","id":"{{id}}","gender":"{{gender}}"}""", ("If-Match", tags));

    [Theory]
    [InlineData("star", "*", 200)]
    [InlineData("weak", "W/\"1\"", 200)]
    [InlineData("strong", "\"1\"", 200)]
    [InlineData("list", "W/\"7\", W/\"1\"", 200)]
    [InlineData("others", "W/\"7\", W/\"8\"", 412)]
    [InlineData("foreign", "\"a,b\"", 412)]
    [InlineData("bare", "1", 400)]
    [InlineData("open", "W/\"1", 400)]
    [InlineData("words", "the first one", 400)]
    [InlineData("two-in-one", "W/\"1\" W/\"2\"", 400)]
    public async Task If_Match_lets_a_write_go_ahead_that_knows_the_current_version(string id, string tags, int status)
    {
        await server.Put($$"""{"resourceType":"Patient","id":"{{id}}"}""");
        var answer = await Put(id, tags, "male");
        Assert.Equal(status, answer.Status);
        if (status == 400) Assert.Contains("ETag", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Version -1", answer.Body, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? "W/\"2\"" : "W/\"1\"", (await server.Get("/fhir/Patient/" + id)).Header("ETag"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_star_wants_the_resource_to_be_there(string method) =>
        Assert.Equal(412, (await server.Send(new HttpMethod(method), "/fhir/Patient/nobody", method == "PUT" ? """{"resourceType":"Patient","id":"nobody"}""" : null, ("If-Match", "*"))).Status);

    [Fact]
    public async Task A_star_of_None_wants_it_not_to_be_there()
    {
        await server.Put("""{"resourceType":"Patient","id":"there"}""");
        Assert.Equal(412, (await server.Send(HttpMethod.Put, "/fhir/Patient/there", """{"resourceType":"Patient","id":"there","active":true}""", ("If-None-Match", "*"))).Status);
        Assert.Equal(400, (await server.Send(HttpMethod.Put, "/fhir/Patient/there", """{"resourceType":"Patient","id":"there","active":true}""", ("If-None-Match", "W/\"1\""))).Status);
    }

    [Theory]
    [InlineData("\"1\"", 304)]
    [InlineData("W/\"1\"", 304)]
    [InlineData("\"x\", \"1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("W/\"2\"", 200)]
    [InlineData("1", 200)]
    public async Task A_read_compares_tags_weakly(string tags, int status)
    {
        await server.Put("""{"resourceType":"Patient","id":"read"}""");
        Assert.Equal(status, (await server.Get("/fhir/Patient/read", ("If-None-Match", tags))).Status);
    }
}

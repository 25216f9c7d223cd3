namespace Tessera.Web.Tests;

/// <summary>Every failure has its status and an OperationOutcome.</summary>
public sealed class RefusalTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Jane = """{"resourceType":"Patient","name":[{"family":"Doe"}]}""";

    [Theory]
    [InlineData("/fhir/Patient/none", 404, "not-found")]
    [InlineData("/fhir/Pateint/x", 404, "not-supported")]
    [InlineData("/fhir/Pateint", 404, "not-supported")]
    [InlineData("/fhir/Patient/x/y/z", 404, "not-found")]
    [InlineData("/fhir/Patient?nmae=x", 400, null)]
    [InlineData("/fhir/Patient?birthdate=not-a-date", 400, null)]
    [InlineData("/fhir/Patient/x?_summary=some", 400, "value")]
    [InlineData("/fhir/Patient/x?_elements=nmae", 400, "value")]
    [InlineData("/fhir/Patient/x?_summary=true&_elements=name", 400, "value")]
    [InlineData("/fhir/Patient/x/_history?_count=none", 400, "value")]
    [InlineData("/fhir/Patient/none/$mcode-everything", 404, "not-found")]
    [InlineData("/fhir/Patient/x/$mcode-everything?start=soon", 400, "value")]
    [InlineData("/fhir/metadata?_format=xml", 406, "not-supported")]
    public async Task A_request_that_cannot_be_answered_says_why(string path, int status, string? code)
    {
        var answer = await server.Get(path);
        Assert.Equal(status, answer.Status);
        if (code is null) _ = answer.IssueCode;
        else Assert.Equal(code, answer.IssueCode);
    }

    [Theory]
    [InlineData("PATCH", "/fhir/Patient/x/_history")]
    [InlineData("DELETE", "/fhir/metadata")]
    public async Task A_method_that_is_not_there_is_405(string method, string path)
    {
        var answer = await server.Send(new HttpMethod(method), path, Jane);
        Assert.Equal(405, answer.Status);
        Assert.Equal("not-supported", answer.IssueCode);
        Assert.NotNull(answer.Header("Allow"));
    }

    [Theory]
    [InlineData("text/xml", 406)]
    [InlineData("application/fhir+xml;q=1, application/fhir+json;q=0", 406)]
    [InlineData("*/*", 200)]
    [InlineData("application/json", 200)]
    [InlineData("text/html, application/fhir+json;q=0.5", 200)]
    [InlineData("application/json+fhir", 200)]
    public async Task What_a_caller_accepts_decides_the_format(string accept, int status) =>
        Assert.Equal(status, (await server.Get("/fhir/metadata", ("Accept", accept))).Status);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/fhir+xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_of_another_type_is_415(string type)
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient", Jane, ("Content-Type", type));
        Assert.Equal((415, "not-supported"), (answer.Status, answer.IssueCode));
    }

    [Theory]
    [InlineData("", 400, "required")]
    [InlineData("{", 400, null)]
    [InlineData("""{"resourceType":"Patient","gender":"male","gender":"female"}""", 400, null)]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"}}""", 400, "invalid")]
    [InlineData("""{"name":[]}""", 400, "structure")]
    [InlineData("""{"resourceType":"Patient","gender":"unknowable"}""", 422, "code-invalid")]
    [InlineData("""{"resourceType":"Patient","nmae":[{"family":"Doe"}]}""", 422, "structure")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2020-13-45"}""", 422, "value")]
    public async Task A_body_that_is_not_a_resource_is_refused(string body, int status, string? code)
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient", body);
        Assert.Equal(status, answer.Status);
        if (code is null) _ = answer.IssueCode;
        else Assert.Equal(code, answer.IssueCode);
    }

    [Fact]
    public async Task The_id_in_the_body_must_be_the_id_in_the_URL()
    {
        var answer = await server.Send(HttpMethod.Put, "/fhir/Patient/a", """{"resourceType":"Patient","id":"b"}""");
        Assert.Equal((400, "invalid"), (answer.Status, answer.IssueCode));
    }

    [Fact]
    public async Task C01_deep_nesting_is_refused_and_the_server_lives()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 10_000)) + string.Concat(Enumerable.Repeat("]", 10_000));
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient", $$"""{"resourceType":"Patient","name":{{deep}}}""");
        Assert.Equal(400, answer.Status);
        Assert.Equal(200, (await server.Get("/health")).Status);
    }

    [Fact]
    public async Task C02_a_body_over_the_limit_is_413()
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient", $$"""{"resourceType":"Patient","language":"{{new string('x', 300_000)}}"}""");
        Assert.Equal((413, "too-long"), (answer.Status, answer.IssueCode));
    }

    [Theory]
    [InlineData("{\"resourceType\":\"Patient\",\"gender\":\"\\uD800\"}")]
    [InlineData("\uFEFF{\"resourceType\":\"Patient\",\"gender\":\"fe\\u0000male\"}")]
    public async Task C05_broken_text_is_refused_never_a_fault(string body) =>
        Assert.InRange((await server.Send(HttpMethod.Post, "/fhir/Patient", body)).Status, 400, 422);

    [Theory]
    [InlineData("' or 1=1 --")]
    [InlineData("%25")]
    [InlineData("a\\,b|c$d")]
    public async Task C11_characters_that_mean_something_in_SQL_mean_themselves(string name)
    {
        var answer = await server.Get("/fhir/Patient?family=" + Uri.EscapeDataString(name));
        Assert.Equal(200, answer.Status);
        Assert.False(answer.Json.TryGetProperty("entry", out _));
    }

    [Fact]
    public async Task E02_a_fault_of_ours_tells_a_report_id_and_nothing_else()
    {
        // A closed store makes every read fail.
        await using var other = new RunningServer(new BuiltInDefinitions());
        await other.InitializeAsync();
        await other.Node.Store.DisposeAsync();
        var answer = await other.Get("/fhir/Patient/secret-id");
        Assert.Equal((500, "exception"), (answer.Status, answer.IssueCode));
        Assert.Matches("report [0-9a-f]{8}", answer.Body);
        Assert.DoesNotContain("Exception\"", answer.Body.Replace("\"exception\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-id", answer.Body, StringComparison.Ordinal);
    }
}

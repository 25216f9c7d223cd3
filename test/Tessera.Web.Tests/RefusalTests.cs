namespace Tessera.Web.Tests;

/// <summary>Every failure has its status and an OperationOutcome.</summary>
public sealed class RefusalTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Jane = """{"resourceType":"Patient","name":[{"family":"Doe"}]}""";

    [Theory]
    [InlineData("/fhir/Patient/none", 404, "not-found")]
    [InlineData("/fhir/Pateint/x", 404, "not-supported")]
    [InlineData("/fhir/Pateint", 404, "not-supported")]
    [InlineData("/fhir?_type=Pateint", 400, "value")]
    [InlineData("/fhir/Patient/x/y/z", 404, "not-found")]
    [InlineData("/fhir/Observation/$everything", 404, "not-supported")]
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
}

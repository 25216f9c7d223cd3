using Tessera.Centre.Checks;
using Tessera.Centre.Checks.Suites;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.Tests.Checks;

public sealed class CheckRunnerTests(BuiltInDefinitions definitions)
{
    private const string Found = """{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"a"},"search":{"mode":"match"}}]}""";

    [Fact]
    public async Task A_failure_says_what_was_expected_what_came_and_at_which_request()
    {
        using var server = new ScriptedServer(_ => new Reply(500, "oops"));
        var result = await Only(server, "- {do: 'GET Patient/1', status: 404}");
        Assert.Equal((CheckOutcome.Failed, "status 404", "status 500"), (result.Outcome, result.Expected, result.Found));
        Assert.Equal($"GET {server.Address}/Patient/1", Assert.Single(result.Exchanges).Line);
        Assert.Contains("oops", result.Exchanges[0].Came, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- {do: 'GET Patient?x=1', finds: [Patient/a]}", CheckOutcome.Passed)]
    [InlineData("- {do: 'GET Patient?x=1', finds: [Patient/a, Patient/b]}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', finds: []}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', includes: [Patient/a]}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', expect: \"Bundle.entry.count() = 1\"}", CheckOutcome.Passed)]
    [InlineData("- {do: 'GET Patient?x=1', expect: \"Bundle.entry.count() = 2\"}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', outcome: true}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', has: {Content-Type: '/^application.fhir/'}}", CheckOutcome.Passed)]
    [InlineData("- {do: 'GET Patient?x=1', has: {ETag: present}}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', has: {Content-Type: absent}}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', let: {y: Bundle.total}}", CheckOutcome.Failed)]
    [InlineData("- {do: 'GET Patient?x=1', unless: Bundle.total.exists(), why: No total.}", CheckOutcome.Skipped)]
    [InlineData("- {do: 'GET Patient?x=1', valid: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient'}", CheckOutcome.Failed)]
    public async Task An_answer_is_compared_with_what_the_step_expects(string step, CheckOutcome expected)
    {
        using var server = new ScriptedServer(_ => new Reply(200, Found));
        Assert.Equal(expected, (await Only(server, step)).Outcome);
    }

    [Fact]
    public async Task The_token_goes_with_every_request_and_into_no_report()
    {
        using var server = new ScriptedServer(_ => new Reply(200, Found));
        var result = await Only(server, "- GET Patient/1", new CheckOptions { Token = "secret-token" });
        Assert.All(server.Requests, request => Assert.Equal("Bearer secret-token", request.Token));
        Assert.DoesNotContain("secret-token", string.Concat(result.Exchanges), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/fhir/Patient?page=2")]
    [InlineData("https://example.org/fhir/Patient?page=2")]
    public async Task A_link_to_another_host_is_not_followed(string next)
    {
        using var server = new ScriptedServer(_ => new Reply(200, $$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"{{next}}"}]}"""));
        var result = await Only(server, "- {do: 'GET Patient', let: {next: Bundle.link.url}}\n  - GET {next}");
        Assert.Equal(CheckOutcome.Failed, result.Outcome);
        Assert.Contains("another host", result.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        using var server = new ScriptedServer(_ => new Reply(302, "") { Location = "http://127.0.0.1:1/secret" });
        var result = await Only(server, "- GET Patient/1");
        Assert.Contains("redirects to another host", result.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_is_followed_but_not_for_ever()
    {
        using var server = new ScriptedServer(request => new Reply(302, "") { Location = "/fhir/Patient/2" });
        var result = await Only(server, "- GET Patient/1");
        Assert.Contains("again and again", result.Found, StringComparison.Ordinal);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_or_never_comes_fails_its_case_alone()
    {
        using var server = new ScriptedServer(request => request.Url!.AbsolutePath.EndsWith("large", StringComparison.Ordinal) ? new Reply(200, new string('x', 5000)) : new Reply(200, "") { Never = true });
        var options = new CheckOptions { MostBytes = 4096, Patience = TimeSpan.FromMilliseconds(300) };
        Assert.Contains("larger", (await Only(server, "- GET Patient/large", options)).Found, StringComparison.Ordinal);
        Assert.Contains("no answer within", (await Only(server, "- GET Patient/never", options)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_statement_does_not_list_is_skipped_and_not_asked()
    {
        const string Statement = """{"resourceType":"CapabilityStatement","rest":[{"mode":"server","resource":[{"type":"Patient","interaction":[{"code":"read"}]}]}]}""";
        using var server = new ScriptedServer(_ => new Reply(200, "{}"), Statement);
        var result = await Only(server, "- {do: 'PATCH Patient/1', body: []}");
        Assert.Equal((CheckOutcome.Skipped, "The server's CapabilityStatement does not list Patient.patch."), (result.Outcome, result.Expected));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task What_a_case_made_is_deleted_the_last_first()
    {
        var made = 0;
        using var server = new ScriptedServer(request => request.HttpMethod == "POST" ? new Reply(201, "") { Location = $"{request.Url}/{++made}/_history/1" } : new Reply(200, "{}"));
        var suite = SuiteReader.Read("x", [("x", "cases:\n- id: a\n  title: A\n  section: http://s\n  given:\n    p: {resourceType: Patient}\n  steps:\n  - {do: POST Observation, body: {resourceType: Observation, subject: {reference: 'Patient/{p}'}}}\n")]);
        await Run(server, suite);
        Assert.Equal(["GET /fhir/metadata", "POST /fhir/Patient", "POST /fhir/Observation", "DELETE /fhir/Observation/2", "DELETE /fhir/Patient/1"], server.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    [Fact]
    public async Task A_server_that_tells_no_address_is_asked_on_by_the_id_in_its_answer()
    {
        using var server = new ScriptedServer(request => request.HttpMethod == "POST" ? new Reply(201, """{"resourceType":"Patient","id":"made"}""") : new Reply(200, "{}"));
        var suite = SuiteReader.Read("x", [("x", "cases:\n- id: a\n  title: A\n  section: http://s\n  given:\n    p: {resourceType: Patient}\n  steps:\n  - GET Patient/{p}\n")]);
        Assert.Equal(CheckOutcome.Passed, Assert.Single((await Run(server, suite)).Results).Outcome);
        Assert.Equal(["GET /fhir/metadata", "POST /fhir/Patient", "GET /fhir/Patient/made", "DELETE /fhir/Patient/made"], server.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    [Theory]
    [InlineData("'x{unique}'", true)]
    [InlineData("somebody", false)]
    public async Task A_record_that_a_server_made_under_another_id_than_the_address_is_deleted_too_when_the_id_is_ours(string id, bool isOurs)
    {
        using var server = new ScriptedServer(request => new Reply(200, request.HttpMethod == "PUT" ? new StreamReader(request.InputStream).ReadToEnd() : "{}"));
        await Only(server, $"- {{do: 'PUT Patient/mine', body: {{resourceType: Patient, id: {id}}}, status: 400}}");
        Assert.Equal(isOurs ? 1 : 0, server.Requests.Count(request => request.Method == "DELETE" && request.Path.StartsWith("/fhir/Patient/xt", StringComparison.Ordinal)));
        Assert.Equal(isOurs ? 3 : 2, server.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("?active=true")]
    [InlineData("1/_history")]
    public async Task An_id_that_is_none_is_deleted_by_no_request(string id)
    {
        using var server = new ScriptedServer(_ => new Reply(201, $$"""{"resourceType":"Patient","id":"{{id}}"}"""));
        await Only(server, "- {do: 'POST Patient', body: {resourceType: Patient}}");
        Assert.DoesNotContain(server.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public async Task A_refusal_is_told_with_the_server_s_own_words()
    {
        using var server = new ScriptedServer(_ => new Reply(422, """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid","diagnostics":"no name"}]}"""));
        Assert.Equal("status 422: no name", (await Only(server, "- GET Patient/1")).Found);
    }

    [Theory]
    [InlineData("- {do: 'GET Patient?x=1', finds: [Patient/a], pages: true}", """{"resourceType":"Bundle","entry":7,"link":[{"relation":7},5,{"url":"x"}]}""")]
    [InlineData("- {do: 'GET Patient?x=1', finds: [Patient/a]}", """{"resourceType":"Bundle","entry":[7,{"resource":7},{"resource":{"resourceType":7}},{"search":7,"resource":{"resourceType":"Patient","id":"\ud800"}}]}""")]
    [InlineData("- {do: 'GET Patient?x=1', valid: true}", """{"resourceType":"Bundle","entry":[7,{"resource":7},{"resource":{"id":7}}]}""")]
    [InlineData("- {do: 'GET Patient?x=1', valid: true}", """{"resourceType":"Bundle","type":"searchset","entry":[{"resource":7}]}""")]
    [InlineData("- {do: 'POST Patient', body: {resourceType: Patient}, as: p}", """{"resourceType":{},"id":[]}""")]
    [InlineData("- {do: 'POST Patient', body: {resourceType: Patient}, status: 404}", """{"resourceType":"Bundle","entry":[{"response":7},{"response":{"status":7}},{"response":{"status":"201","location":7},"resource":7}]}""")]
    [InlineData("- {do: 'GET Patient/1', status: 404}", """{"resourceType":"OperationOutcome","issue":[7]}""")]
    public async Task An_answer_of_another_shape_than_it_should_have_fails_its_case_alone(string step, string answer)
    {
        using var server = new ScriptedServer(_ => new Reply(200, answer));
        Assert.Equal(CheckOutcome.Failed, (await Only(server, step)).Outcome);
    }

    [Theory]
    [InlineData("status 410", 410, "x", true)]
    [InlineData("status 410", 404, "x", false)]
    [InlineData("no body", 410, "", true)]
    [InlineData("no body", 410, "x", false)]
    public async Task A_case_ends_where_the_specification_leaves_it_to_the_server(string condition, int status, string body, bool applies)
    {
        using var server = new ScriptedServer(_ => new Reply(status, body));
        Assert.Equal(applies ? CheckOutcome.Passed : CheckOutcome.Skipped, (await Only(server, $"- {{do: 'GET Patient/1', status: [404, 410], unless: {condition}, why: It may.}}")).Outcome);
    }

    [Fact]
    public async Task Of_several_ways_one_is_enough()
    {
        using var server = new ScriptedServer(request => new Reply(request.Url!.AbsolutePath.EndsWith('1') ? 200 : 404, "{}"));
        const string Cases = "cases:\n- {id: a, title: A, section: http://s, oneOf: ways, steps: [GET Patient/1]}\n- {id: b, title: B, section: http://s, oneOf: ways, steps: [GET Patient/2]}\n- {id: c, title: C, section: http://s, oneOf: others, steps: [GET Patient/3]}\n";
        var report = await Run(server, SuiteReader.Read("x", [("x", Cases)]));
        Assert.Equal([CheckOutcome.Passed, CheckOutcome.Skipped, CheckOutcome.Failed], report.Results.Select(result => result.Outcome));
        Assert.False(report.Conforms);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_unreachable()
    {
        using var runner = new CheckRunner(new Uri("http://127.0.0.1:1/fhir"), new FhirValidator(definitions.Definitions));
        var report = await runner.Run(CheckSuites.Load("mcode-sender"), null, TestContext.Current.CancellationToken);
        Assert.NotNull(report.Unreachable);
        Assert.False(report.Conforms);
        Assert.Empty(report.Results);
    }

    private async Task<CheckResult> Only(ScriptedServer server, string steps, CheckOptions? options = null) =>
        Assert.Single((await Run(server, SuiteReader.Read("x", [("x", $"cases:\n- id: a\n  title: A\n  section: http://s\n  steps:\n  {steps}\n")]), options)).Results);

    private async Task<CheckReport> Run(ScriptedServer server, CheckSuite suite, CheckOptions? options = null)
    {
        using var runner = new CheckRunner(server.Address, new FhirValidator(definitions.Definitions), options);
        return await runner.Run(suite, null, TestContext.Current.CancellationToken);
    }
}

namespace Tessera.Web.Tests;

/// <summary>Conditional create, update and delete: https://hl7.org/fhir/R4/http.html#cond-update.</summary>
public sealed class ConditionalTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task D07_a_hundred_parallel_conditional_creates_make_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.Send(HttpMethod.Post, "/fhir/Patient", Patient("d07"), ("If-None-Exist", "identifier=urn:mrn|d07"))));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(99, answers.Count(answer => answer.Status == 200));
        Assert.Single(answers.Select(answer => answer.Json.GetProperty("id").GetString()).Distinct());
        Assert.Equal(1, (await server.Get("/fhir/Patient?identifier=urn:mrn|d07&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_conditional_update_creates_then_updates_the_match()
    {
        var created = await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|u", Patient("u"));
        Assert.Equal(201, created.Status);
        var updated = await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|u", Patient("u", "male"));
        Assert.Equal((200, "W/\"2\""), (updated.Status, updated.Header("ETag")));
        Assert.Equal(created.Json.GetProperty("id").GetString(), updated.Json.GetProperty("id").GetString());
        Assert.Equal("male", updated.Json.GetProperty("gender").GetString());
    }

    [Fact]
    public async Task A_conditional_update_under_another_id_than_the_match_is_refused()
    {
        await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|w", Patient("w"));
        var answer = await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|w", Patient("w").Replace("\"Patient\",", "\"Patient\",\"id\":\"other\",", StringComparison.Ordinal));
        Assert.Equal((412, "conflict"), (answer.Status, answer.IssueCode));
    }

    [Fact]
    public async Task A_conditional_update_without_a_match_creates_under_the_id_in_the_body_and_never_overwrites_another_resource()
    {
        static string Named(string id, string number) => Patient(number).Replace("\"Patient\",", $"\"Patient\",\"id\":\"{id}\",", StringComparison.Ordinal);
        Assert.Equal(201, (await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|n1", Named("n1", "n1"))).Status);
        var answer = await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|n2", Named("n1", "n2"));
        Assert.Equal((409, "duplicate"), Told(answer));
        Assert.Contains("Patient/n1 exists already", answer.Body, StringComparison.Ordinal);
        Assert.Equal("1", (await server.Get("/fhir/Patient/n1")).Json.GetProperty("meta").GetProperty("versionId").GetString());
        // What was deleted is not there: it is created again.
        await server.Send(HttpMethod.Delete, "/fhir/Patient/n1", null);
        Assert.Equal(201, (await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|n2", Named("n1", "n2"))).Status);
    }

    [Fact]
    public async Task Several_matches_are_refused_and_change_nothing()
    {
        await server.Send(HttpMethod.Post, "/fhir/Patient", Patient("many"));
        await server.Send(HttpMethod.Post, "/fhir/Patient", Patient("many"));
        Assert.Equal((412, "multiple-matches"), Told(await server.Send(HttpMethod.Post, "/fhir/Patient", Patient("many"), ("If-None-Exist", "identifier=urn:mrn|many"))));
        Assert.Equal((412, "multiple-matches"), Told(await server.Send(HttpMethod.Put, "/fhir/Patient?identifier=urn:mrn|many", Patient("many", "male"))));
        Assert.Equal((412, "multiple-matches"), Told(await server.Send(HttpMethod.Delete, "/fhir/Patient?identifier=urn:mrn|many", null)));
        Assert.Equal(2, (await server.Get("/fhir/Patient?identifier=urn:mrn|many&gender=female&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_conditional_delete_deletes_the_one_match_and_nothing_when_there_is_none()
    {
        var id = (await server.Send(HttpMethod.Post, "/fhir/Patient", Patient("gone"))).Json.GetProperty("id").GetString();
        Assert.Equal(204, (await server.Send(HttpMethod.Delete, "/fhir/Patient?identifier=urn:mrn|gone", null)).Status);
        Assert.Equal(410, (await server.Get($"/fhir/Patient/{id}")).Status);
        Assert.Equal(204, (await server.Send(HttpMethod.Delete, "/fhir/Patient?identifier=urn:mrn|gone", null)).Status);
    }

    [Theory]
    [InlineData("PUT", "/fhir/Patient", 400, "required")]
    [InlineData("DELETE", "/fhir/Patient", 400, "required")]
    [InlineData("DELETE", "/fhir/Patient?identifer=x", 400, "not-supported")]
    [InlineData("DELETE", "/fhir/Nothing?identifier=x", 404, "not-supported")]
    public async Task Criteria_that_are_missing_or_not_understood_are_refused(string method, string path, int status, string code) =>
        Assert.Equal((status, code), Told(await server.Send(new HttpMethod(method), path, method == "PUT" ? Patient("x") : null)));

    [Theory]
    [InlineData("_count=1")]
    [InlineData("_count=0")]
    [InlineData("_sort=_lastUpdated")]
    [InlineData("_total=accurate")]
    [InlineData("_include=Basic:subject")]
    [InlineData("_revinclude=Provenance:target")]
    [InlineData("_summary=true")]
    [InlineData("_summary=count")]
    [InlineData("_elements=code")]
    [InlineData("_format=json")]
    [InlineData("_pretty=true")]
    [InlineData("_contained=false")]
    [InlineData("_count=1&_sort=_id&_format=json")]
    public async Task Parameters_that_only_shape_an_answer_are_no_criteria(string parameters)
    {
        const string Basic = """{"resourceType":"Basic","id":"only","code":{"text":"x"}}""";
        await server.Put(Basic);
        foreach (var (method, body) in new[] { ("DELETE", null), ("PUT", Basic), ("PATCH", """{"resourceType":"Parameters"}""") })
            Assert.Equal(400, (await server.Send(new HttpMethod(method), $"/fhir/Basic?{parameters}", body)).Status);
        Assert.Equal(400, (await server.Send(HttpMethod.Post, "/fhir/Basic", """{"resourceType":"Basic","code":{"text":"y"}}""", ("If-None-Exist", parameters))).Status);
        var transaction = await server.Send(HttpMethod.Post, "/fhir", $$"""
            {"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Condition","subject":{"reference":"Basic?{{parameters}}"} },"request":{"method":"POST","url":"Condition"} }]}
            """);
        Assert.Equal(400, transaction.Status);
        Assert.Equal("1", (await server.Get("/fhir/Basic/only")).Json.GetProperty("meta").GetProperty("versionId").GetString());
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_the_body()
    {
        var id = (await server.Send(HttpMethod.Post, "/fhir/Patient", Patient("head"))).Json.GetProperty("id").GetString();
        var head = await server.Send(HttpMethod.Head, $"/fhir/Patient/{id}", null);
        Assert.Equal((200, "W/\"1\"", ""), (head.Status, head.Header("ETag"), head.Body));
    }

    private static (int, string?) Told(Answer answer) => (answer.Status, answer.IssueCode);

    private static string Patient(string number, string gender = "female") =>
        $$"""{"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"{{number}}"}],"gender":"{{gender}}"}""";
}

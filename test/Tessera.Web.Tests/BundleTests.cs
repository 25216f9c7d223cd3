
namespace Tessera.Web.Tests;

/// <summary>https://hl7.org/fhir/R4/http.html#transaction</summary>
public sealed class BundleTests(RunningServer server) : IClassFixture<RunningServer>
{
    private Task<Answer> Post(string type, params string[] entries) => Post(type, entries, []);

    private async Task<Answer> Post(string type, string[] entries, params (string, string)[] headers) =>
        await server.Send(HttpMethod.Post, "/fhir", $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{string.Join(',', entries)}}]}""", headers);

    private static string Entry(string method, string url, string? resource = null, string? fullUrl = null, string more = "") =>
        "{" + (fullUrl is null ? "" : $"\"fullUrl\":\"{fullUrl}\",") + (resource is null ? "" : $"\"resource\":{resource},") + $"\"request\":{{\"method\":\"{method}\",\"url\":\"{url}\"{more}}}}}";

    private static string[] Statuses(Answer answer) => [.. answer.Json.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("response").GetProperty("status").GetString()![..3])];

    private static string Id(Answer answer, int entry) => answer.Json.GetProperty("entry")[entry].GetProperty("response").GetProperty("location").GetString()!.Split('/')[^3];

    [Fact]
    public async Task Entries_of_a_batch_stand_on_their_own_and_are_answered_in_their_order()
    {
        await server.Put("""{"resourceType":"Patient","id":"batch-there","active":true}""");
        var answer = await Post("batch",
            Entry("GET", "Patient/batch-there"),
            Entry("GET", "Patient/batch-none"),
            Entry("POST", "Patient", """{"resourceType":"Patient","gender":"female"}"""),
            Entry("POST", "Patient", """{"resourceType":"Patient","gender":"nonsense"}"""),
            Entry("PUT", "Patient/batch-put", """{"resourceType":"Patient","id":"batch-put"}"""),
            Entry("DELETE", "Patient/batch-there"),
            Entry("GET", "Patient?_id=batch-put"),
            Entry("GET", "Nonsense/1"));
        Assert.Equal((200, "batch-response"), (answer.Status, answer.Json.GetProperty("type").GetString()));
        // Deletes come first, reads last.
        Assert.Equal(["410", "404", "201", "422", "201", "204", "200", "400"], Statuses(answer));
        Assert.Equal("searchset", answer.Json.GetProperty("entry")[6].GetProperty("resource").GetProperty("type").GetString());
        Assert.Equal("OperationOutcome", answer.Json.GetProperty("entry")[3].GetProperty("response").GetProperty("outcome").GetProperty("resourceType").GetString());
    }

    [Fact]
    public async Task References_between_entries_are_resolved_wherever_they_stand()
    {
        const string Patient = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";
        var answer = await Post("transaction",
            Entry("POST", "Observation", $$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{Patient}}"},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"{{Patient}}\">p</a></div>"},"extension":[{"url":"http://example.org/e","valueUri":"{{Patient}}"}]}""", "urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059"),
            Entry("POST", "Patient", $$"""{"resourceType":"Patient","identifier":[{"system":"urn:ietf:rfc:3986","value":"{{Patient}}"}]}""", Patient));
        Assert.Equal((200, "transaction-response"), (answer.Status, answer.Json.GetProperty("type").GetString()));
        Assert.Equal(["201", "201"], Statuses(answer));
        var patient = $"Patient/{Id(answer, 1)}";
        var observation = await server.Get($"/fhir/Observation/{Id(answer, 0)}");
        Assert.Equal(patient, observation.Json.GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal(patient, observation.Json.GetProperty("extension")[0].GetProperty("valueUri").GetString());
        Assert.Contains($"href=\\\"{patient}\\\"", observation.Body, StringComparison.Ordinal);
        // An identifier is a text that only looks like one.
        Assert.Contains(Patient, (await server.Get($"/fhir/{patient}")).Body, StringComparison.Ordinal);
        Assert.Equal(1, (await server.Get($"/fhir/Observation?subject={patient}&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_conditional_create_that_finds_its_match_is_what_others_refer_to()
    {
        await server.Put("""{"resourceType":"Patient","id":"known","identifier":[{"system":"urn:t","value":"known"}]}""");
        var answer = await Post("transaction",
            Entry("POST", "Patient", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"known"}]}""", "urn:uuid:1", ",\"ifNoneExist\":\"identifier=urn:t|known\""),
            Entry("POST", "Condition", """{"resourceType":"Condition","subject":{"reference":"urn:uuid:1"}}""", "urn:uuid:2"));
        Assert.Equal(["200", "201"], Statuses(answer));
        Assert.Equal("Patient/known", (await server.Get($"/fhir/Condition/{Id(answer, 1)}")).Json.GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal(1, (await server.Get("/fhir/Condition?subject=Patient/known&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_reference_that_is_a_search_gets_its_one_match_also_one_of_the_same_transaction()
    {
        var answer = await Post("transaction",
            Entry("POST", "Condition", """{"resourceType":"Condition","subject":{"reference":"Patient?identifier=urn:t|new"}}"""),
            Entry("POST", "Patient", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"new"}]}"""));
        Assert.Equal(["201", "201"], Statuses(answer));
        Assert.Equal($"Patient/{Id(answer, 1)}", (await server.Get($"/fhir/Condition/{Id(answer, 0)}")).Json.GetProperty("subject").GetProperty("reference").GetString());
    }

    [Theory]
    [InlineData("""{"resourceType":"Condition","subject":{"reference":"Patient?identifier=urn:t|nobody"}}""", "POST", "Condition", 404)]
    [InlineData("""{"resourceType":"Condition","subject":{"reference":"urn:uuid:missing"}}""", "POST", "Condition", 400)]
    [InlineData("""{"resourceType":"Condition"}""", "POST", "Condition", 422)]
    [InlineData("""{"resourceType":"Patient","id":"x"}""", "PUT", "Patient/y", 400)]
    [InlineData(null, "POST", "Patient/$validate", 400)]
    public async Task One_entry_that_fails_undoes_all_and_is_named(string? resource, string method, string url, int status)
    {
        var canary = Guid.NewGuid().ToString("N");
        var answer = await Post("transaction", Entry("PUT", $"Patient/{canary}", $$"""{"resourceType":"Patient","id":"{{canary}}"}"""), Entry(method, url, resource));
        Assert.Equal(status, answer.Status);
        Assert.StartsWith("Bundle.entry[1]", answer.Json.GetProperty("issue")[0].GetProperty("expression")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await server.Get($"/fhir/Patient/{canary}")).Status);
    }

    [Fact]
    public async Task Two_entries_about_one_resource_are_refused()
    {
        var answer = await Post("transaction",
            Entry("PUT", "Patient/twice", """{"resourceType":"Patient","id":"twice","active":true}"""),
            Entry("PUT", "Patient/twice", """{"resourceType":"Patient","id":"twice","active":false}"""));
        Assert.Equal((422, "duplicate"), (answer.Status, answer.IssueCode));
        Assert.Equal(404, (await server.Get("/fhir/Patient/twice")).Status);
    }

    [Fact]
    public async Task A_transaction_may_delete_patch_update_and_read()
    {
        await server.Put("""{"resourceType":"Patient","id":"t-del"}""");
        await server.Put("""{"resourceType":"Patient","id":"t-patch","active":true}""");
        await server.Put("""{"resourceType":"Patient","id":"t-cond","identifier":[{"system":"urn:t","value":"cond"}]}""");
        var patch = Convert.ToBase64String("""[{"op":"replace","path":"/active","value":false}]"""u8);
        var answer = await Post("transaction",
            Entry("GET", "Patient/t-patch"),
            Entry("DELETE", "Patient/t-del"),
            Entry("PATCH", "Patient/t-patch", $$"""{"resourceType":"Binary","contentType":"application/json-patch+json","data":"{{patch}}"}"""),
            Entry("PUT", "Patient?identifier=urn:t|cond", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"cond"}],"gender":"other"}"""));
        Assert.Equal(["200", "204", "200", "200"], Statuses(answer));
        Assert.False(answer.Json.GetProperty("entry")[0].GetProperty("resource").GetProperty("active").GetBoolean());
        Assert.Equal(410, (await server.Get("/fhir/Patient/t-del")).Status);
        Assert.Equal("other", (await server.Get("/fhir/Patient/t-cond")).Json.GetProperty("gender").GetString());
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("transaction")]
    public async Task A_read_may_have_conditions_as_over_HTTP(string type)
    {
        await server.Put("""{"resourceType":"Patient","id":"cread"}""");
        var written = (await server.Get("/fhir/Patient/cread")).Json.GetProperty("meta").GetProperty("lastUpdated").GetDateTimeOffset();
        string Since(DateTimeOffset time, string format) => Entry("GET", "Patient/cread", null, null, $",\"ifModifiedSince\":\"{time.UtcDateTime.ToString(format, System.Globalization.CultureInfo.InvariantCulture)}\"");
        var answer = await Post(type,
            Since(written, "yyyy-MM-ddTHH:mm:ss.fffZ"),
            Since(written, "yyyy-MM-ddTHH:mm:ssZ"),
            Since(written.AddHours(1), "yyyy-MM-ddTHH:mm:ss+00:00"),
            Since(written.AddHours(-1), "yyyy-MM-ddTHH:mm:ssZ"),
            Entry("GET", "Patient/cread", null, null, ",\"ifNoneMatch\":\"W/\\\"1\\\"\""),
            Entry("GET", "Patient/cread", null, null, ",\"ifNoneMatch\":\"W/\\\"2\\\"\""));
        Assert.Equal(["304", "304", "304", "200", "304", "200"], Statuses(answer));
        Assert.False(answer.Json.GetProperty("entry")[0].TryGetProperty("resource", out _));
        var wrong = await Post("batch", Entry("GET", "Patient/cread", null, null, ",\"ifModifiedSince\":\"yesterday\""));
        Assert.Equal(["400"], Statuses(wrong));
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("transaction")]
    public async Task Two_entries_with_one_fullUrl_are_refused_and_both_are_named(string type)
    {
        var answer = await Post(type,
            Entry("POST", "Patient", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"ambiguous"}]}""", "urn:uuid:a"),
            Entry("GET", "metadata"),
            Entry("POST", "Patient", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"ambiguous"}]}""", "urn:uuid:a"));
        Assert.Equal((400, "invalid"), (answer.Status, answer.IssueCode));
        Assert.Equal(["Bundle.entry[0].fullUrl", "Bundle.entry[2].fullUrl"], answer.Json.GetProperty("issue")[0].GetProperty("expression").EnumerateArray().Select(place => place.GetString()!));
        Assert.Equal(0, (await server.Get("/fhir/Patient?identifier=urn:t|ambiguous&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_stale_If_Match_undoes_the_transaction()
    {
        await server.Put("""{"resourceType":"Patient","id":"stale","active":true}""");
        var answer = await Post("transaction",
            Entry("POST", "Patient", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"stale"}]}"""),
            Entry("PUT", "Patient/stale", """{"resourceType":"Patient","id":"stale"}""", null, ",\"ifMatch\":\"W/\\\"7\\\"\""));
        Assert.Equal(412, answer.Status);
        Assert.Equal(0, (await server.Get("/fhir/Patient?identifier=urn:t|stale&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_cause_of_a_failure_is_told_not_what_was_undone_with_it()
    {
        await server.Put("""{"resourceType":"Patient","id":"cause","active":true}""");
        var patch = Convert.ToBase64String("""[{"op":"test","path":"/active","value":false}]"""u8);
        var answer = await Post("transaction",
            Entry("POST", "Patient", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"cause"}]}"""),
            Entry("PATCH", "Patient/cause", $$"""{"resourceType":"Binary","contentType":"application/json-patch+json","data":"{{patch}}"}"""));
        Assert.Equal(422, answer.Status);
        Assert.StartsWith("Bundle.entry[1]", answer.Json.GetProperty("issue")[0].GetProperty("expression")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await server.Get("/fhir/Patient?identifier=urn:t|cause&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_comes_back_is_what_is_preferred()
    {
        var entries = new[] { Entry("POST", "Patient", """{"resourceType":"Patient","gender":"female"}""") };
        Assert.False((await Post("transaction", entries)).Json.GetProperty("entry")[0].TryGetProperty("resource", out _));
        Assert.Equal("female", (await Post("transaction", entries, ("Prefer", "return=representation"))).Json.GetProperty("entry")[0].GetProperty("resource").GetProperty("gender").GetString());
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", 400)]
    [InlineData("""{"resourceType":"Bundle","type":"collection"}""", 400)]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Bundle","type":"batch"},"request":{"method":"POST","url":""}}]}""", 200)]
    [InlineData("""{"resourceType":"Bundle","type":"transaction"}""", 200)]
    public async Task What_is_no_bundle_to_act_on_is_refused(string body, int status)
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir", body);
        Assert.Equal(status, answer.Status);
        // A batch within a batch is an entry that fails.
        if (body.Contains("entry", StringComparison.Ordinal)) Assert.Equal(["400"], Statuses(answer));
    }

    [Fact]
    public async Task A_hundred_transactions_at_once_with_the_same_condition_make_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Post("transaction",
            Entry("POST", "Patient", """{"resourceType":"Patient","identifier":[{"system":"urn:t","value":"race"}]}""", "urn:uuid:p", ",\"ifNoneExist\":\"identifier=urn:t|race\""),
            Entry("POST", "Condition", $$"""{"resourceType":"Condition","subject":{"reference":"urn:uuid:p"},"code":{"text":"c{{i}}"} }"""))));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var patients = (await server.Get("/fhir/Patient?identifier=urn:t|race")).Json.GetProperty("entry");
        Assert.Equal(1, patients.GetArrayLength());
        var id = patients[0].GetProperty("resource").GetProperty("id").GetString();
        Assert.Equal(100, (await server.Get($"/fhir/Condition?subject=Patient/{id}&_total=accurate")).Json.GetProperty("total").GetInt32());
    }
}

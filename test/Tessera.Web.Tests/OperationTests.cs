using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Web.Tests;

/// <summary>https://hl7.org/fhir/R4/operations.html</summary>
public sealed class OperationTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Gender = "http://hl7.org/fhir/ValueSet/administrative-gender";

    [Fact]
    public async Task Validate_says_what_is_wrong_and_writes_nothing()
    {
        var right = await server.Send(HttpMethod.Post, "/fhir/Patient/$validate", """{"resourceType":"Patient","gender":"female"}""");
        Assert.DoesNotContain(right.Json.GetProperty("issue").EnumerateArray(), issue => issue.GetProperty("severity").GetString() is "error" or "fatal");
        var wrong = await server.Send(HttpMethod.Post, "/fhir/Patient/$validate", """{"resourceType":"Patient","gender":"none"}""");
        Assert.Equal(200, wrong.Status);
        Assert.Contains(wrong.Json.GetProperty("issue").EnumerateArray(), issue => issue.GetProperty("severity").GetString() == "error" && issue.GetProperty("expression")[0].GetString() == "Patient.gender");
        Assert.Equal(0, (await server.Get("/fhir/Patient?gender=none&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Validate_takes_a_profile_and_a_resource_in_Parameters()
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient/$validate", """
            {"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient"}},{"name":"profile","valueUri":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient"}]}
            """);
        Assert.Contains(answer.Json.GetProperty("issue").EnumerateArray(), issue => issue.GetProperty("diagnostics").GetString()!.Contains("name", StringComparison.Ordinal) && issue.GetProperty("severity").GetString() == "error");
        var unknown = await server.Send(HttpMethod.Post, "/fhir/Patient/$validate?profile=http://example.org/none", """{"resourceType":"Patient"}""");
        Assert.Equal((422, "not-supported"), (unknown.Status, unknown.IssueCode));
    }

    [Fact]
    public async Task Validate_looks_at_what_is_stored()
    {
        await server.Put("""{"resourceType":"Patient","id":"val"}""");
        Assert.Equal(200, (await server.Get("/fhir/Patient/val/$validate")).Status);
        Assert.Equal(404, (await server.Get("/fhir/Patient/nobody/$validate")).Status);
    }

    [Fact]
    public async Task Everything_of_all_patients_comes_one_patient_to_a_page()
    {
        foreach (var id in new[] { "all-1", "all-2" })
        {
            await server.Put($$$"""{"resourceType":"Patient","id":"{{{id}}}"}""");
            await server.Put($$$"""{"resourceType":"Observation","id":"{{{id}}}-o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/{{{id}}}"},"effectiveDateTime":"2021-01-01"}""");
        }

        var (seen, pages) = (new List<string>(), 0);
        for (string? next = "/fhir/Patient/$everything?_type=Observation,Patient&end=2022"; next is not null; pages++)
        {
            var page = (await server.Get(next)).Json;
            var entries = page.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource")).Select(resource => $"{resource.GetProperty("resourceType").GetString()}/{resource.GetProperty("id").GetString()}").ToList();
            seen.AddRange(entries);
            next = page.GetProperty("link").EnumerateArray().Where(link => link.GetProperty("relation").GetString() == "next").Select(link => link.GetProperty("url").GetString()).FirstOrDefault();
        }

        Assert.Equal(pages, seen.Count(entry => entry.StartsWith("Patient/", StringComparison.Ordinal)));
        Assert.Equal(["Patient/all-1", "Observation/all-1-o", "Patient/all-2", "Observation/all-2-o"], seen.Where(entry => entry.Contains("/all-", StringComparison.Ordinal)));
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal((400, "not-supported"), await server.Get("/fhir/Patient/$everything?nonsense=1") is var refused ? (refused.Status, refused.IssueCode) : default);
    }

    [Fact]
    public async Task Everything_is_the_patient_the_record_and_what_it_refers_to()
    {
        await server.Put("""{"resourceType":"Practitioner","id":"every-doc"}""");
        await server.Put("""{"resourceType":"Patient","id":"every","generalPractitioner":[{"reference":"Practitioner/every-doc"}]}""");
        await server.Put("""{"resourceType":"Patient","id":"other"}""");
        for (var i = 0; i < 5; i++) await server.Put($$$"""{"resourceType":"Observation","id":"every-{{{i}}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/every"},"effectiveDateTime":"202{{{i}}}-01-01"}""");
        var all = (await server.Get("/fhir/Patient/every/$everything")).Json;
        Assert.Equal("searchset", all.GetProperty("type").GetString());
        Assert.Equal(7, all.GetProperty("entry").GetArrayLength());
        Assert.Equal("include", all.GetProperty("entry")[6].GetProperty("search").GetProperty("mode").GetString());
        Assert.Equal(4, (await server.Get("/fhir/Patient/every/$everything?start=2021-06-01&end=2023-06-01")).Json.GetProperty("entry").GetArrayLength());

        var seen = new List<string>();
        for (string? next = "/fhir/Patient/every/$everything?_count=3"; next is not null;)
        {
            var page = (await server.Get(next)).Json;
            seen.AddRange(page.GetProperty("entry").EnumerateArray().Where(entry => entry.GetProperty("search").GetProperty("mode").GetString() == "match").Select(entry => entry.GetProperty("fullUrl").GetString()!));
            next = page.GetProperty("link").EnumerateArray().Where(link => link.GetProperty("relation").GetString() == "next").Select(link => link.GetProperty("url").GetString()).FirstOrDefault();
        }

        Assert.Equal(6, seen.Count);
        Assert.Equal(6, seen.Distinct().Count());
    }

    [Fact]
    public async Task Meta_reads_adds_and_takes_away_labels()
    {
        await server.Put("""{"resourceType":"Basic","id":"meta","code":{"text":"x"},"meta":{"tag":[{"system":"urn:m","code":"one"}]}}""");
        const string Add = """{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"profile":["http://example.org/p"],"tag":[{"system":"urn:m","code":"two"},{"system":"urn:m","code":"one"}]}}]}""";
        var added = await server.Send(HttpMethod.Post, "/fhir/Basic/meta/$meta-add", Add);
        Assert.Equal(200, added.Status);
        var meta = added.Json.GetProperty("parameter")[0].GetProperty("valueMeta");
        Assert.Equal((2, "2"), (meta.GetProperty("tag").GetArrayLength(), meta.GetProperty("versionId").GetString()));
        var types = (await server.Get("/fhir/Basic/$meta")).Json.GetProperty("parameter")[0].GetProperty("valueMeta");
        Assert.Equal("http://example.org/p", types.GetProperty("profile")[0].GetString());
        Assert.Equal(["one", "two"], types.GetProperty("tag").EnumerateArray().Select(tag => tag.GetProperty("code").GetString()));
        await server.Send(HttpMethod.Post, "/fhir/Basic/meta/$meta-delete", Add);
        Assert.False((await server.Get("/fhir/Basic/meta/$meta")).Json.GetProperty("parameter")[0].GetProperty("valueMeta").TryGetProperty("tag", out _));
        Assert.Equal(200, (await server.Get("/fhir/$meta")).Status);
    }

    [Theory]
    [InlineData("""{"name":"meta","valueMeta":{"tag":[{"foo":"bar"}]}}""", 422)]
    [InlineData("""{"name":"meta","valueMeta":{"profile":["not a uri!!",7]}}""", 422)]
    [InlineData("""{"name":"meta","valueMeta":{"tag":"one"}}""", 422)]
    [InlineData("""{"name":"meta","valueCoding":{"code":"one"}}""", 400)]
    [InlineData("""{"name":"meta","valueMeta":{"tag":[{"code":"1"}]}},{"name":"meta","valueMeta":{"tag":[{"code":"2"}]}}""", 400)]
    public async Task Labels_that_are_none_are_refused(string parameter, int status)
    {
        await server.Put("""{"resourceType":"Basic","id":"labels","code":{"text":"x"},"meta":{"tag":[{"display":"no code"}]}}""");
        foreach (var operation in new[] { "$meta-add", "$meta-delete" })
        {
            var answer = await server.Send(HttpMethod.Post, "/fhir/Basic/labels/" + operation, $$"""{"resourceType":"Parameters","parameter":[{{parameter}}]}""");
            Assert.True(answer.Status == status, answer.Body);
            _ = answer.IssueCode;
        }

        Assert.Equal("W/\"1\"", (await server.Get("/fhir/Basic/labels")).Header("ETag"));
    }

    [Fact]
    public async Task A_value_set_is_expanded_filtered_and_paged()
    {
        var all = (await server.Get($"/fhir/ValueSet/$expand?url={Gender}")).Json.GetProperty("expansion");
        Assert.Equal(["male", "female", "other", "unknown"], all.GetProperty("contains").EnumerateArray().Select(concept => concept.GetProperty("code").GetString()));
        var page = (await server.Get($"/fhir/ValueSet/$expand?url={Gender}&filter=male&offset=1&count=1")).Json.GetProperty("expansion");
        Assert.Equal((2, "female"), (page.GetProperty("total").GetInt32(), page.GetProperty("contains")[0].GetProperty("code").GetString()));
        Assert.Equal(404, (await server.Get("/fhir/ValueSet/$expand?url=http://example.org/none")).Status);
    }

    [Theory]
    [InlineData("ValueSet/$validate-code?url=" + Gender + "&code=female", true)]
    [InlineData("ValueSet/$validate-code?url=" + Gender + "&code=female&system=http://hl7.org/fhir/administrative-gender&display=Woman", true)]
    [InlineData("ValueSet/$validate-code?url=" + Gender + "&code=none", false)]
    [InlineData("CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&code=other", true)]
    [InlineData("CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&code=none", false)]
    public async Task A_code_is_told_to_belong_or_not(string query, bool result)
    {
        var answer = await server.Get("/fhir/" + query);
        Assert.Equal(result, answer.Json.GetProperty("parameter")[0].GetProperty("valueBoolean").GetBoolean());
    }

    [Fact]
    public async Task What_cannot_be_known_here_is_said_and_not_guessed()
    {
        var answer = await server.Get("/fhir/CodeSystem/$validate-code?url=http://snomed.info/sct&code=254637007");
        Assert.Equal((422, "not-supported"), (answer.Status, answer.IssueCode));
        Assert.Contains("http://snomed.info/sct", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_without_a_receiver_is_refused()
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/$process-message", """{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader","id":"m","eventUri":"urn:example:none","source":{"endpoint":"urn:x"}}}]}""");
        Assert.Equal((422, "not-supported"), (answer.Status, answer.IssueCode));
    }

    [Fact]
    public async Task A_message_goes_to_the_receiver_of_its_event_and_is_answered()
    {
        const string Message = """{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"MessageHeader","id":"m","eventUri":"urn:example:note","source":{"endpoint":"urn:x"}}}]}""";
        var answer = await server.Send(HttpMethod.Post, "/fhir/$process-message", Message);
        Assert.Equal(200, answer.Status);
        var header = answer.Json.GetProperty("entry")[0].GetProperty("resource");
        Assert.Equal(("m", "ok"), (header.GetProperty("response").GetProperty("identifier").GetString(), header.GetProperty("response").GetProperty("code").GetString()));
    }
}

/// <summary>Receives every note.</summary>
internal sealed class NoteReceiver : IMessageReceiver
{
    public string Event => "urn:example:note";

    public Task<IReadOnlyList<Issue>> Receive(FhirDocument message, Access access, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Issue>>([]);
}

namespace Tessera.Web.Tests;

/// <summary>What entries of one transaction mean beside each other: https://hl7.org/fhir/R4/http.html#trules</summary>
public sealed class TransactionTests(RunningServer server) : IClassFixture<RunningServer>
{
    private Task<Answer> Post(params string[] entries) =>
        server.Send(HttpMethod.Post, "/fhir", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""");

    private static string Entry(string method, string url, string? resource = null, string? fullUrl = null, string more = "") =>
        "{" + (fullUrl is null ? "" : $"\"fullUrl\":\"{fullUrl}\",") + (resource is null ? "" : $"\"resource\":{resource},") + $"\"request\":{{\"method\":\"{method}\",\"url\":\"{url}\"{more}}}}}";

    private static string Patient(string number, string more = "") => $$"""{"resourceType":"Patient","identifier":[{"system":"urn:x","value":"{{number}}"}]{{more}}}""";

    private static string IfNoneExist(string number) => $",\"ifNoneExist\":\"identifier=urn:x|{number}\"";

    private static string[] Statuses(Answer answer) => [.. answer.Json.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("response").GetProperty("status").GetString()![..3])];

    private static string Id(Answer answer, int entry) => answer.Json.GetProperty("entry")[entry].GetProperty("response").GetProperty("location").GetString()!.Split('/')[^3];

    private async Task<int> Count(string search) => (await server.Get($"/fhir/{search}&_total=accurate")).Json.GetProperty("total").GetInt32();

    private static void AreRivals(Answer answer, int one, int other)
    {
        Assert.Equal((422, "duplicate"), (answer.Status, answer.IssueCode));
        var places = answer.Json.GetProperty("issue")[0].GetProperty("expression").EnumerateArray().Select(place => place.GetString()![.."Bundle.entry[0]".Length]);
        Assert.Equal([$"Bundle.entry[{one}]", $"Bundle.entry[{other}]"], places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_conditional_create_is_not_satisfied_by_what_the_transaction_deletes()
    {
        await server.Put(Patient("del", ",\"id\":\"z1\""));
        var answer = await Post(
            Entry("POST", "Patient", Patient("del"), "urn:uuid:p", IfNoneExist("del")),
            Entry("POST", "Condition", """{"resourceType":"Condition","subject":{"reference":"urn:uuid:p"}}"""),
            Entry("DELETE", "Patient/z1"));
        Assert.Equal(["201", "201", "204"], Statuses(answer));
        Assert.NotEqual("z1", Id(answer, 0));
        Assert.Equal($"Patient/{Id(answer, 0)}", (await server.Get($"/fhir/Condition/{Id(answer, 1)}")).Json.GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal(1, await Count("Patient?identifier=urn:x|del"));
    }

    [Fact]
    public async Task A_conditional_update_of_what_the_transaction_deletes_is_refused()
    {
        await server.Put(Patient("deleted", ",\"id\":\"z2\""));
        AreRivals(await Post(Entry("DELETE", "Patient/z2"), Entry("PUT", "Patient?identifier=urn:x|deleted", Patient("deleted"))), 0, 1);
        Assert.Equal(200, (await server.Get("/fhir/Patient/z2")).Status);
    }

    public static TheoryData<string, string> Rivals => new()
    {
        { Entry("POST", "Patient", Patient("twice")), Entry("PUT", "Patient?identifier=urn:x|twice", Patient("twice")) },
        { Entry("POST", "Patient", Patient("twice")), Entry("DELETE", "Patient?identifier=urn:x|twice") },
        { Entry("POST", "Patient", Patient("twice")), Entry("POST", "Patient", Patient("twice"), null, IfNoneExist("twice")) },
        { Entry("PUT", "Patient/tw", Patient("twice", ",\"id\":\"tw\"")), Entry("POST", "Patient", Patient("twice"), null, IfNoneExist("twice")) },
        { Entry("POST", "Patient", Patient("twice"), null, IfNoneExist("twice")), Entry("POST", "Patient", Patient("twice"), null, IfNoneExist("twice")) },
        { Entry("POST", "Patient", Patient("twice", ",\"active\":true"), null, IfNoneExist("twice")), Entry("POST", "Patient", Patient("twice"), null, ",\"ifNoneExist\":\"identifier=twice\"") },
        { Entry("PUT", "Patient?identifier=urn:x|twice", Patient("twice")), Entry("PUT", "Patient?identifier=urn:x|twice", Patient("twice")) },
        { Entry("PUT", "Patient?identifier=urn:x|twice", Patient("other")), Entry("POST", "Patient", Patient("other"), null, IfNoneExist("twice")) },
    };

    [Theory]
    [MemberData(nameof(Rivals))]
    public async Task Entries_of_which_one_makes_what_the_criteria_of_the_other_match_are_refused_in_either_order(string one, string other)
    {
        AreRivals(await Post(one, other), 0, 1);
        AreRivals(await Post(other, """{"request":{"method":"GET","url":"metadata"}}""", one), 0, 2);
        Assert.Equal(0, await Count("Patient?identifier=urn:x|twice"));
    }

    [Fact]
    public async Task A_conditional_update_and_another_entry_about_its_match_are_refused()
    {
        await server.Put(Patient("match", ",\"id\":\"z3\""));
        AreRivals(await Post(Entry("PUT", "Patient?identifier=urn:x|match", Patient("match", ",\"active\":true")), Entry("PUT", "Patient/z3", Patient("match", ",\"id\":\"z3\",\"active\":false"))), 0, 1);
        Assert.False((await server.Get("/fhir/Patient/z3")).Json.TryGetProperty("active", out _));
    }

    [Fact]
    public async Task Conditional_creates_that_find_the_same_match_and_an_update_that_moves_it_away_are_no_contradiction()
    {
        await server.Put(Patient("same", ",\"id\":\"z4\""));
        var answer = await Post(
            Entry("POST", "Patient", Patient("same"), "urn:uuid:1", IfNoneExist("same")),
            Entry("POST", "Patient", Patient("same"), "urn:uuid:2", IfNoneExist("same")),
            Entry("PUT", "Patient/z4", Patient("moved", ",\"id\":\"z4\"")));
        Assert.Equal(["200", "200", "200"], Statuses(answer));
    }

    [Fact]
    public async Task References_within_a_Bundle_that_is_stored_are_those_of_its_own_entries()
    {
        var inner = """
            {"resourceType":"Bundle","type":"collection","entry":[
            {"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","gender":"female"}},
            {"fullUrl":"urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059","resource":{"resourceType":"Condition","subject":{"reference":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"},"asserter":{"reference":"Practitioner?identifier=nobody"}}}]}
            """;
        // The outer Bundle has an entry under one of these addresses, too: a name means something where it was given.
        var answer = await Post(Entry("POST", "Bundle", inner, "urn:uuid:b"), Entry("POST", "Patient", Patient("outer"), "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"));
        Assert.Equal(["201", "201"], Statuses(answer));
        var entries = (await server.Get($"/fhir/Bundle/{Id(answer, 0)}")).Json.GetProperty("entry");
        Assert.Equal("urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a", entries[0].GetProperty("fullUrl").GetString());
        Assert.Equal("urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a", entries[1].GetProperty("resource").GetProperty("subject").GetProperty("reference").GetString());
    }

    [Theory]
    [InlineData("Patient/r-read?nonsense=1")]
    [InlineData("Patient/r-read?_elements=nonsense")]
    [InlineData("Patient/r-read/_history/1?nonsense=1")]
    [InlineData("Patient?identifer=1")]
    [InlineData("?_type=Nonsense")]
    [InlineData("Patient/r-read/Observation?nonsense=1")]
    [InlineData("Patient/_history?_since=yesterday")]
    [InlineData("metadata?nonsense=1")]
    [InlineData("Nonsense/1")]
    public async Task A_read_that_is_not_understood_is_refused_before_anything_is_written(string url)
    {
        var answer = await Post(Entry("PUT", "Patient/r-read", Patient("read", ",\"id\":\"r-read\"")), Entry("GET", url));
        Assert.Equal(400, answer.Status);
        Assert.Equal("Bundle.entry[1]", answer.Json.GetProperty("issue")[0].GetProperty("expression")[0].GetString()![..15]);
        Assert.Equal(404, (await server.Get("/fhir/Patient/r-read")).Status);
    }

    [Fact]
    public async Task That_a_read_finds_nothing_is_its_answer()
    {
        await server.Put(Patient("gone", ",\"id\":\"r-gone\""));
        var answer = await Post(Entry("GET", "Patient/r-none"), Entry("DELETE", "Patient/r-gone"), Entry("GET", "Patient/r-gone"), Entry("GET", "Patient?identifier=urn:x|none"));
        Assert.Equal(["404", "204", "410", "200"], Statuses(answer));
        Assert.Equal("OperationOutcome", answer.Json.GetProperty("entry")[0].GetProperty("response").GetProperty("outcome").GetProperty("resourceType").GetString());
    }

    [Fact]
    public async Task Entries_that_refer_to_each_other_by_searches_find_each_other()
    {
        var answer = await Post(
            Entry("POST", "Encounter", """{"resourceType":"Encounter","identifier":[{"system":"urn:x","value":"e"}],"status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient?identifier=urn:x|circle"},"diagnosis":[{"condition":{"reference":"Condition?identifier=urn:x|c"}}]}"""),
            Entry("POST", "Condition", """{"resourceType":"Condition","identifier":[{"system":"urn:x","value":"c"}],"subject":{"reference":"Patient?identifier=urn:x|circle"},"encounter":{"reference":"Encounter?identifier=urn:x|e"}}"""),
            Entry("POST", "Patient", Patient("circle")));
        Assert.Equal(["201", "201", "201"], Statuses(answer));
        var (encounter, condition) = ((await server.Get($"/fhir/Encounter/{Id(answer, 0)}")).Json, (await server.Get($"/fhir/Condition/{Id(answer, 1)}")).Json);
        Assert.Equal($"Condition/{Id(answer, 1)}", encounter.GetProperty("diagnosis")[0].GetProperty("condition").GetProperty("reference").GetString());
        Assert.Equal($"Encounter/{Id(answer, 0)}", condition.GetProperty("encounter").GetProperty("reference").GetString());
        Assert.Equal($"Patient/{Id(answer, 2)}", condition.GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal("1", condition.GetProperty("meta").GetProperty("versionId").GetString());
        Assert.Equal(1, await Count($"Condition?encounter={Id(answer, 0)}"));
    }

    [Fact]
    public async Task Of_entries_that_refer_in_a_circle_one_that_finds_nothing_undoes_all()
    {
        var answer = await Post(
            Entry("POST", "Encounter", """{"resourceType":"Encounter","identifier":[{"system":"urn:x","value":"e2"}],"status":"finished","class":{"code":"AMB"},"diagnosis":[{"condition":{"reference":"Condition?identifier=urn:x|none"}}]}"""),
            Entry("POST", "Condition", """{"resourceType":"Condition","subject":{"display":"x"},"encounter":{"reference":"Encounter?identifier=urn:x|e2"}}"""));
        Assert.Equal(404, answer.Status);
        Assert.Equal(0, await Count("Encounter?identifier=urn:x|e2"));
    }
}

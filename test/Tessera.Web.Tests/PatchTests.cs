
namespace Tessera.Web.Tests;

/// <summary>https://hl7.org/fhir/R4/http.html#patch</summary>
public sealed class PatchTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string JsonPatch = "application/json-patch+json";

    private async Task<Answer> Patch(string path, string patch, string type = JsonPatch, params (string, string)[] headers) =>
        await server.Send(HttpMethod.Patch, path, patch, [("Content-Type", type), .. headers]);

    [Fact]
    public async Task A_JSON_Patch_changes_what_it_names_and_makes_a_version()
    {
        await server.Put("""{"resourceType":"Patient","id":"jp","active":true,"name":[{"family":"Doe","given":["Jane"]}],"birthDate":"1980-01-01"}""");
        var answer = await Patch("/fhir/Patient/jp", """[{"op":"test","path":"/active","value":true},{"op":"replace","path":"/name/0/family","value":"Roe"},{"op":"add","path":"/name/0/given/-","value":"Ann"},{"op":"remove","path":"/birthDate"},{"op":"add","path":"/telecom/0","value":{"system":"phone","value":"1"}},{"op":"copy","from":"/name/0/given/1","path":"/name/0/given/0"},{"op":"move","from":"/telecom/0/value","path":"/telecom/0/use"},{"op":"replace","path":"/telecom/0/use","value":"home"}]""");
        Assert.Equal((200, "W/\"2\""), (answer.Status, answer.Header("ETag")));
        Assert.Contains("""
            "active":true,"name":[{"family":"Roe","given":["Ann","Jane","Ann"]}],"telecom":[{"system":"phone","use":"home"}]}
            """, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/active","value":false}]""", 422)]
    [InlineData("""[{"op":"remove","path":"/birthDate"}]""", 422)]
    [InlineData("""[{"op":"replace","path":"/id","value":"other"}]""", 422)]
    [InlineData("""[{"op":"replace","path":"/gender","value":"nonsense"}]""", 422)]
    [InlineData("""[{"op":"replace","path":"active"}]""", 400)]
    [InlineData("""[{"op":"jump","path":"/active"}]""", 400)]
    [InlineData("""{"op":"remove"}""", 400)]
    [InlineData("""[""", 400)]
    public async Task A_patch_that_cannot_be_made_changes_nothing(string patch, int status)
    {
        await server.Put("""{"resourceType":"Patient","id":"same","active":true}""");
        var answer = await Patch("/fhir/Patient/same", patch);
        Assert.Equal(status, answer.Status);
        _ = answer.IssueCode;
        Assert.Equal("W/\"1\"", (await server.Get("/fhir/Patient/same")).Header("ETag"));
    }

    [Fact]
    public async Task A_list_that_is_left_empty_is_taken_out()
    {
        await server.Put("""{"resourceType":"Patient","id":"empty","active":true,"telecom":[{"system":"phone","value":"1"}]}""");
        Assert.Equal(200, (await Patch("/fhir/Patient/empty", """[{"op":"remove","path":"/telecom/0"}]""")).Status);
        Assert.DoesNotContain("telecom", (await server.Get("/fhir/Patient/empty")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_FHIRPath_Patch_adds_inserts_replaces_moves_and_deletes()
    {
        await server.Put("""{"resourceType":"Patient","id":"fp","active":true,"name":[{"family":"Doe","given":["Jane","Ann"]}],"deceasedBoolean":false,"identifier":[{"system":"urn:a","value":"1"}]}""");
        var answer = await Patch("/fhir/Patient/fp", """
            {"resourceType":"Parameters","parameter":[
              {"name":"operation","part":[{"name":"type","valueCode":"add"},{"name":"path","valueString":"Patient"},{"name":"name","valueString":"birthDate"},{"name":"value","valueDate":"1980-01-01"}]},
              {"name":"operation","part":[{"name":"type","valueCode":"add"},{"name":"path","valueString":"Patient"},{"name":"name","valueString":"contact"},{"name":"value","part":[{"name":"name","valueHumanName":{"text":"a name"}}]}]},
              {"name":"operation","part":[{"name":"type","valueCode":"insert"},{"name":"path","valueString":"Patient.identifier"},{"name":"index","valueInteger":0},{"name":"value","valueIdentifier":{"system":"urn:b","value":"2"}}]},
              {"name":"operation","part":[{"name":"type","valueCode":"move"},{"name":"path","valueString":"Patient.name[0].given"},{"name":"source","valueInteger":0},{"name":"destination","valueInteger":1}]},
              {"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.deceased"},{"name":"value","valueDateTime":"2020-01-01"}]},
              {"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.active"}]},
              {"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.photo"}]}]}
            """, "application/fhir+json");
        Assert.Equal(200, answer.Status);
        var patient = answer.Json;
        Assert.Equal("1980-01-01", patient.GetProperty("birthDate").GetString());
        Assert.Equal("a name", patient.GetProperty("contact")[0].GetProperty("name").GetProperty("text").GetString());
        Assert.Equal("urn:b", patient.GetProperty("identifier")[0].GetProperty("system").GetString());
        Assert.Equal("Ann", patient.GetProperty("name")[0].GetProperty("given")[0].GetString());
        Assert.Equal("2020-01-01", patient.GetProperty("deceasedDateTime").GetString());
        Assert.False(patient.TryGetProperty("active", out _));
        Assert.False(patient.TryGetProperty("deceasedBoolean", out _));
    }

    [Theory]
    [InlineData("add", "Patient", "valueBoolean\":true", "active", 422)]
    [InlineData("replace", "Patient.name.given", "valueString\":\"x", null, 422)]
    [InlineData("replace", "Patient.nmae", "valueString\":\"x", null, 400)]
    public async Task A_FHIRPath_Patch_that_cannot_be_made_is_refused(string type, string path, string value, string? name, int status)
    {
        await server.Put("""{"resourceType":"Patient","id":"fpr","active":true,"name":[{"given":["Jane","Ann"]}]}""");
        var quote = value.Contains(":\"", StringComparison.Ordinal) ? "\"" : "";
        var namePart = name is null ? "" : $$""",{"name":"name","valueString":"{{name}}"}""";
        var answer = await Patch("/fhir/Patient/fpr", $$"""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"{{type}}"},{"name":"path","valueString":"{{path}}"}{{namePart}},{"name":"value","{{value}}{{quote}} }]}]}""", "application/fhir+json");
        Assert.True(answer.Status is 400 or 422, answer.Body);
        Assert.Equal(status == 400, path == "Patient.nmae");
        Assert.Equal("W/\"1\"", (await server.Get("/fhir/Patient/fpr")).Header("ETag"));
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_patched()
    {
        Assert.Equal((404, "not-found"), await Outcome(Patch("/fhir/Patient/nobody", """[{"op":"remove","path":"/active"}]""")));
        await server.Put("""{"resourceType":"Patient","id":"gone","active":true}""");
        await server.Send(HttpMethod.Delete, "/fhir/Patient/gone");
        Assert.Equal((410, "deleted"), await Outcome(Patch("/fhir/Patient/gone", """[{"op":"remove","path":"/active"}]""")));
    }

    [Fact]
    public async Task If_Match_and_conditions_decide_what_is_patched()
    {
        await server.Put("""{"resourceType":"Patient","id":"cp","active":true,"identifier":[{"system":"urn:cp","value":"1"}]}""");
        Assert.Equal(412, (await Patch("/fhir/Patient/cp", """[{"op":"remove","path":"/active"}]""", JsonPatch, ("If-Match", "W/\"9\""))).Status);
        var answer = await Patch("/fhir/Patient?identifier=urn:cp|1", """[{"op":"replace","path":"/active","value":false}]""");
        Assert.Equal((200, false), (answer.Status, answer.Json.GetProperty("active").GetBoolean()));
        Assert.Equal((404, "not-found"), await Outcome(Patch("/fhir/Patient?identifier=urn:cp|2", """[{"op":"remove","path":"/active"}]""")));
    }

    [Fact]
    public async Task A_hundred_patches_at_once_are_all_there()
    {
        await server.Put("""{"resourceType":"Patient","id":"many","active":true}""");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Patch("/fhir/Patient/many", $$"""[{"op":"add","path":"/identifier/{{(i == 0 ? "0" : "-")}}","value":{"system":"urn:n","value":"{{i}}"} }]""")));
        var values = (await server.Get("/fhir/Patient/many")).Json.GetProperty("identifier").EnumerateArray().Select(one => one.GetProperty("value").GetString()).ToHashSet();
        Assert.Equal(100, values.Count);
    }

    [Fact]
    public async Task A_patch_that_doubles_what_it_copies_is_refused_before_it_is_large()
    {
        await server.Put("""{"resourceType":"Patient","id":"twice","active":true}""");
        var copies = string.Concat(Enumerable.Repeat(""",{"op":"copy","from":"/name","path":"/contact"},{"op":"copy","from":"/contact","path":"/name/-"}""", 24));
        var before = GC.GetTotalAllocatedBytes();
        var answer = await Patch("/fhir/Patient/twice", $$"""[{"op":"add","path":"/name","value":[{"text":"{{new string('a', 1000)}}"}]}{{copies}}]""");
        Assert.Equal((422, "too-long"), (answer.Status, answer.IssueCode));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 100_000_000);
    }

    [Fact]
    public async Task A_patch_that_writes_much_in_many_steps_is_refused()
    {
        await server.Put($$"""{"resourceType":"Patient","id":"steps","name":[{"text":"{{new string('a', 50_000)}}"}]}""");
        var steps = string.Join(',', Enumerable.Repeat("""{"op":"replace","path":"/active","value":true}""", 100));
        Assert.Equal((422, "too-costly"), await Outcome(Patch("/fhir/Patient/steps", $$"""[{"op":"add","path":"/active","value":true},{{steps}}]""")));
        var parts = string.Join(',', Enumerable.Repeat("""{"name":"operation","part":[{"name":"type","valueCode":"add"},{"name":"path","valueString":"Patient"},{"name":"name","valueString":"telecom"},{"name":"value","valueContactPoint":{"value":"1"}}]}""", 100));
        Assert.Equal((422, "too-costly"), await Outcome(Patch("/fhir/Patient/steps", $$"""{"resourceType":"Parameters","parameter":[{{parts}}]}""", "application/fhir+json")));
    }

    [Fact]
    public async Task Whatever_is_empty_goes_in_one_pass()
    {
        await server.Put("""{"resourceType":"Patient","id":"hollow","active":true}""");
        var hollow = string.Join(',', Enumerable.Repeat("""[{ },{"a":[ ]}]""", 5000));
        var answer = await Patch("/fhir/Patient/hollow", $$$"""[{"op":"add","path":"/contact","value":[{{{hollow}}}]},{"op":"add","path":"/name","value":[ { }, {"given":[],"text":"one"} , {"text":"two","period":{}},[]]}]""");
        Assert.Equal(200, answer.Status);
        Assert.EndsWith("""
            "active":true,"name":[{"text":"one"},{"text":"two"}]}
            """, answer.Body, StringComparison.Ordinal);
    }

    private static async Task<(int, string)> Outcome(Task<Answer> answer) => ((await answer).Status, (await answer).IssueCode);
}

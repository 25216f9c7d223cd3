namespace Tessera.Web.Tests;

/// <summary>Value sets and code systems that no package brought.</summary>
public sealed class StoredTerminologyTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Compose = """
        "compose":{"include":[{"system":"http://hl7.org/fhir/administrative-gender","filter":[{"property":"concept","op":"is-a","value":"male"}]},{"system":"urn:local","concept":[{"code":"one","display":"One"},{"code":"two"}]}]}
        """;

    private const string Set = $$"""{"resourceType":"ValueSet","id":"vs1","url":"http://example.org/vs1","status":"active",{{Compose}}}""";

    [Theory]
    [InlineData("ValueSet/vs1/$expand")]
    [InlineData("ValueSet/$expand?url=http://example.org/vs1")]
    public async Task A_stored_value_set_is_expanded(string path)
    {
        await server.Put(Set);
        var answer = await server.Get("/fhir/" + path);
        Assert.Equal(200, answer.Status);
        var codes = answer.Json.GetProperty("expansion").GetProperty("contains").EnumerateArray().Select(concept => concept.GetProperty("code").GetString()).ToList();
        Assert.Equal(["male", "one", "two"], codes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ValueSet/vs1/$validate-code?code=one&system=urn:local", true)]
    [InlineData("ValueSet/vs1/$validate-code?code=three&system=urn:local", false)]
    [InlineData("ValueSet/vs1/$validate-code?code=female&system=http://hl7.org/fhir/administrative-gender", false)]
    [InlineData("CodeSystem/$validate-code?code=a&url=http://example.org/cs", true)]
    [InlineData("CodeSystem/$validate-code?code=b&url=http://example.org/cs", false)]
    public async Task Codes_are_told_to_belong_to_what_is_stored(string path, bool result)
    {
        await server.Put(Set);
        await server.Put("""{"resourceType":"CodeSystem","id":"cs","url":"http://example.org/cs","status":"active","content":"complete","concept":[{"code":"a"}]}""");
        Assert.Equal(result, (await server.Get("/fhir/" + path)).Json.GetProperty("parameter")[0].GetProperty("valueBoolean").GetBoolean());
    }

    [Fact]
    public async Task A_value_set_may_be_sent_along()
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/ValueSet/$expand", $$"""{"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":{{Set}}}]}""");
        Assert.Equal((200, 3), (answer.Status, answer.Json.GetProperty("expansion").GetProperty("total").GetInt32()));
        var wrong = await server.Send(HttpMethod.Post, "/fhir/ValueSet/$expand", """{"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":{"resourceType":"ValueSet","compose":7}}]}""");
        Assert.Equal(422, wrong.Status);
    }

    [Fact]
    public async Task What_a_stored_value_set_needs_and_is_not_there_is_named()
    {
        await server.Put("""{"resourceType":"ValueSet","id":"needs","status":"active","compose":{"include":[{"system":"http://snomed.info/sct"}]}}""");
        var answer = await server.Get("/fhir/ValueSet/needs/$expand");
        Assert.Equal((422, "not-supported"), (answer.Status, answer.IssueCode));
        await server.Put("""{"resourceType":"ValueSet","id":"empty","status":"active"}""");
        Assert.Equal(422, (await server.Get("/fhir/ValueSet/empty/$expand")).Status);
        Assert.Equal(404, (await server.Get("/fhir/ValueSet/none/$expand")).Status);
        Assert.Equal(404, (await server.Get("/fhir/ValueSet/$expand?url=http://example.org/none")).Status);
    }
}

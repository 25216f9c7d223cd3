using Tessera.Centre.Import;
using Tessera.Sources;

namespace Tessera.Web.Tests;

/// <summary>The pages of codes: the list, one code, and what a person decides there.</summary>
public sealed class CodePageTests(BuiltInDefinitions builtIn) : IAsyncLifetime
{
    private const string Severe = "http://snomed.info/sct|24484000";

    private readonly RunningServer server = new(builtIn);

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        await server.Put("""{"resourceType":"Patient","id":"p","gender":"female"}""");
        await server.Put("""{"resourceType":"Patient","id":"q","gender":"male"}""");
        foreach (var (id, patient) in ((string, string)[])[("a", "p"), ("b", "q")])
            await server.Put($$$"""{"resourceType":"Condition","id":"{{{id}}}","severity":{"coding":[{"system":"http://centre.example/severity","code":"S3"}],"text":"schwer"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.9"}]},"subject":{"reference":"Patient/{{{patient}}}"}}""");
        await server.Put("""{"resourceType":"Condition","id":"c","severity":{"text":"<b>Dr Ada's word</b>"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.9"}]},"subject":{"reference":"Patient/p"}}""");
        await server.Node.Projector.CatchUp(default);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_list_shows_the_codes_of_most_patients_first_and_no_value_in_an_address()
    {
        var page = (await server.Get("/codes")).Body;
        Assert.Contains("2 codes or texts wait for a decision", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf(">S3<", StringComparison.Ordinal) < page.IndexOf("Dr Ada", StringComparison.Ordinal));
        Assert.Contains("&lt;b&gt;Dr Ada", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Dr Ada", page, StringComparison.Ordinal);
        foreach (var link in page.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]))
            Assert.False(link.Contains("Ada", StringComparison.Ordinal) || link.Contains("S3", StringComparison.Ordinal), link);
    }

    [Fact]
    public async Task A_suggestion_is_accepted_corrected_and_taken_back_and_the_records_follow()
    {
        var code = Reference("S3");
        Assert.Equal((303, $"/codes/{code}"), Redirect(await Decide(code, ("action", Severe), ("by", "Ana"), ("why", "as in the manual"), ("relationship", "Equivalent"))));
        await Applied();
        Assert.Contains("24484000", (await server.Get("/fhir/Condition/a")).Body, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"S3\"", (await server.Get("/fhir/Condition/b")).Body, StringComparison.Ordinal);
        Assert.Contains("1 code or text waits", (await server.Get("/codes")).Body, StringComparison.Ordinal);
        var page = (await server.Get($"/codes/{code}")).Body;
        Assert.Contains("as in the manual", page, StringComparison.Ordinal);
        Assert.Contains("What it means", page, StringComparison.Ordinal);

        Assert.Equal(303, Redirect(await Decide(code, ("action", "typed"), ("system", "http://snomed.info/sct"), ("code", "255604002"), ("by", "Ben"))).Status);
        await Applied();
        var corrected = (await server.Get("/fhir/Condition/a")).Body;
        Assert.Contains("255604002", corrected, StringComparison.Ordinal);
        Assert.DoesNotContain("24484000", corrected, StringComparison.Ordinal);

        Assert.Equal(303, Redirect(await Decide(code, ("action", "undo"), ("by", "Ana"))).Status);
        await Applied();
        Assert.DoesNotContain("255604002", (await server.Get("/fhir/Condition/a")).Body, StringComparison.Ordinal);
        Assert.Contains("2 codes or texts wait", (await server.Get("/codes")).Body, StringComparison.Ordinal);
        // Every decision stays in the history.
        var history = (await server.Get($"/codes/{code}")).Body;
        Assert.Contains("version 3", history, StringComparison.Ordinal);
        Assert.Contains(">Ben<", history, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/records/Condition/a")]
    [InlineData("/records/Condition/a/source")]
    public async Task A_record_says_which_version_of_which_map_its_code_is_from_and_leads_to_the_decision(string path)
    {
        var code = Reference("S3");
        Assert.Equal(303, (await Decide(code, ("action", Severe), ("by", "Ana"))).Status);
        await Applied();
        var page = (await server.Get(path)).Body;
        Assert.Contains($"href=\"/codes/{code}\"", page, StringComparison.Ordinal);
        Assert.Contains("severity-condition-severity, version 1", page, StringComparison.Ordinal);
        Assert.Contains("Ana", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_map_added_is_not_what_a_cell_says()
    {
        var document = Tessera.Fhir.Json.FhirDocument.Parse("""{"resourceType":"Condition","id":"d","severity":{"text":"schwer"},"subject":{"reference":"Patient/p"}}"""u8.ToArray(), server.Node.Definitions.Names);
        RecordOutcome record = new Extracted(new SourceRecord("clinic", "rows.csv", 2, "1"), new CellAccount(1, 0, 0), [new ExtractedResource("Condition", "d", document, "test@1", [new ElementOrigin("Sev", "Condition.severity")])]);
        await new ImportRun(server.Node.Validator, TimeProvider.System, server.Node.Codes).Run(new ImportSource("clinic", "test", _ => [record]), new StoreSink(server.Node), null, CancellationToken.None);
        await server.Node.Projector.CatchUp(default);
        var code = Reference("schwer");
        Assert.Equal(303, (await Decide(code, ("action", Severe), ("by", "Ana"))).Status);
        await Applied();
        var page = (await server.Get("/records/Condition/d/source")).Body;
        var (cells, maps) = (page[..page.IndexOf("id=\"mapped\"", StringComparison.Ordinal)], page[page.IndexOf("id=\"mapped\"", StringComparison.Ordinal)..]);
        Assert.DoesNotContain("24484000", cells, StringComparison.Ordinal);
        Assert.Contains("24484000", maps, StringComparison.Ordinal);
        Assert.Contains("<bdi>schwer</bdi>", maps, StringComparison.Ordinal);
        var provenance = (await server.Get("/fhir/Provenance?target=Condition/d")).Body;
        Assert.Contains("urn:tessera:code-map", provenance, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_rejected_for_a_reason_and_leaves_the_list()
    {
        var code = Reference("S3");
        Assert.Contains("role=\"alert\"", (await Decide(code, ("action", "reject"), ("by", "Ana"))).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await Decide(code, ("action", "reject"), ("by", "Ana"), ("why", "not a severity"))).Status);
        await server.Node.Projector.CatchUp(default);
        Assert.DoesNotContain(">S3<", (await server.Get("/codes")).Body, StringComparison.Ordinal);
        Assert.Contains("has no code", (await server.Get("/codes?decided=yes")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ana", "http://snomed.info/sct|1")]
    [InlineData("Ana", "nothing")]
    [InlineData(" ", Severe)]
    public async Task A_decision_without_a_name_or_with_a_code_outside_of_the_value_set_is_not_taken(string by, string action)
    {
        var answer = await Decide(Reference("S3"), ("action", action), ("by", by));
        Assert.Equal(200, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.Empty(server.Node.Codes.Maps.Maps);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "https://app.example")]
    public async Task Only_a_form_of_this_server_decides_or_searches(string header, string value)
    {
        var code = Reference("S3");
        Assert.Equal(400, (await Post($"/codes/{code}", [("action", Severe), ("by", "Ana")], (header, value))).Status);
        Assert.Equal(400, (await Post($"/codes/{code}/find", [("find", "severe")], (header, value))).Status);
        Assert.Empty(server.Node.Codes.Maps.Maps);
    }

    [Fact]
    public async Task The_value_set_is_searched_by_the_beginnings_of_words()
    {
        var found = await Post($"/codes/{Reference("S3")}/find", [("find", "sev")]);
        Assert.Contains(Severe, found.Body, StringComparison.Ordinal);
        Assert.Contains("Nothing in the value set", (await Post($"/codes/{Reference("S3")}/find", [("find", "xyz")])).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_there_is_not_is_told()
    {
        Assert.Equal(404, (await server.Get("/codes/0000000000000000")).Status);
        Assert.Equal(404, (await server.Get("/codes/nonsense")).Status);
        Assert.Equal(404, (await Post("/codes/0000000000000000", [("action", Severe), ("by", "Ana")])).Status);
    }

    private string Reference(string value) => server.Node.Codes.Unmapped.All().Single(code => code.Key.Value == value).Reference;

    private async Task Applied()
    {
        while (server.Node.Codes.Application.Waiting > 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        await server.Node.Projector.CatchUp(default);
    }

    private Task<Answer> Decide(string code, params (string, string)[] fields) => Post($"/codes/{code}", fields, ("Sec-Fetch-Site", "same-origin"));

    private async Task<Answer> Post(string path, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    private static (int Status, string? To) Redirect(Answer answer) => (answer.Status, answer.Header("Location"));
}

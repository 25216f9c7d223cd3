using System.Text.Json;

namespace Tessera.Cli.Tests;

public sealed class ValidateTests : IDisposable
{
    private const string Patient = """{"resourceType":"Patient","id":"a"}""";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_valid_resource_ends_with_0_and_the_verdict_comes_first()
    {
        var outcome = await TesseraProgram.Run("validate", folder.Write("patient.json", Patient));
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("✓ 1 valid", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task A_file_that_is_not_JSON_is_invalid()
    {
        var outcome = await TesseraProgram.Run("validate", folder.Write("note.json", "Dear colleague"), "--ndjson");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("invalid", Text(outcome.Lines[0], "verdict"));
        Assert.Equal("error", Text(outcome.Lines[0].GetProperty("issues")[0], "severity"));
        Assert.Equal(1, outcome.Lines[^1].GetProperty("summary").GetProperty("invalid").GetInt32());
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_ends_with_3_and_the_others_are_still_checked()
    {
        var outcome = await TesseraProgram.Run("validate", "nothere.json", folder.Write("patient.json", Patient), "--ndjson");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("nothere.json", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Lines.Count);
    }

    [Fact]
    public async Task A_folder_without_resources_ends_with_3() => Assert.Equal(3, (await TesseraProgram.Run("validate", folder.Path)).ExitCode);

    [Fact]
    public async Task Results_come_in_input_order_with_the_line_of_NDJSON()
    {
        folder.Write("b/two.ndjson", string.Concat(Enumerable.Range(1, 500).Select(i => $"{{\"resourceType\":\"Patient\",\"id\":\"p{i}\"}}\n\n")));
        folder.Write("a.json", Patient);
        folder.Write("c.json", Patient);
        var outcome = await TesseraProgram.Run("validate", folder.Path, "--ndjson", "--jobs", "4");
        var lines = outcome.Lines;
        Assert.Equal(503, lines.Count);
        Assert.Equal("a", Text(lines[0], "id"));
        Assert.False(lines[0].TryGetProperty("line", out _));
        Assert.Equal(Enumerable.Range(1, 500).Select(i => ($"p{i}", (i * 2) - 1)), lines.Skip(1).Take(500).Select(line => (Text(line, "id"), line.GetProperty("line").GetInt32())));
        Assert.EndsWith("c.json", Text(lines[501], "file"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_NDJSON_has_the_shape_of_the_contract()
    {
        var outcome = await TesseraProgram.Run("validate", folder.Write("patient.json", Patient), "--ndjson");
        Assert.Equal(["file", "resourceType", "id", "verdict", "profiles", "issues"], Names(outcome.Lines[0]));
        Assert.Equal(["resources", "valid", "invalid", "unchecked", "errors", "warnings", "seconds", "resourcesPerSecond"], Names(outcome.Lines[1].GetProperty("summary")));
    }

    [Fact]
    public async Task One_JSON_document_holds_resources_and_summary()
    {
        var json = (await TesseraProgram.Run("validate", folder.Write("patient.json", Patient), "--json")).Json;
        Assert.Equal(1, json.GetProperty("resources").GetArrayLength());
        Assert.Equal(1, json.GetProperty("summary").GetProperty("resources").GetInt32());
    }

    [Theory]
    [InlineData("{\"resourceType\":\"Patient\",\n\"id\":\"a\"}\n", 1, false)]
    [InlineData(Patient, 1, false)]
    [InlineData(Patient + "\n" + Patient + "\n", 2, true)]
    public async Task Stdin_may_be_a_document_or_NDJSON(string input, int resources, bool hasLines)
    {
        var outcome = await TesseraProgram.Run(new Start { Input = input }, "validate", "-", "--ndjson");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(resources + 1, outcome.Lines.Count);
        Assert.Equal(hasLines, outcome.Lines[0].TryGetProperty("line", out _));
        Assert.Equal("-", Text(outcome.Lines[0], "file"));
    }

    [Fact]
    public async Task Empty_stdin_is_not_JSON() => Assert.Equal(1, (await TesseraProgram.Run(new Start { Input = "" }, "validate", "-")).ExitCode);

    [Fact]
    public async Task A_package_brings_profiles_that_are_not_built_in()
    {
        const string profile = "http://example.org/StructureDefinition/named-patient";
        folder.Write("package/package.json", """{"name":"example.named","version":"1.0.0"}""");
        folder.Write("package/StructureDefinition-named-patient.json", $$$"""
            {"resourceType":"StructureDefinition","url":"{{{profile}}}","version":"1.0.0","name":"NamedPatient","status":"active","kind":"resource","abstract":false,"type":"Patient",
             "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint",
             "snapshot":{"element":[{"id":"Patient","path":"Patient","min":0,"max":"*"},{"id":"Patient.name","path":"Patient.name","min":1,"max":"*","type":[{"code":"HumanName"}]}]},
             "differential":{"element":[{"id":"Patient.name","path":"Patient.name","min":1}]}}
            """);
        var patient = folder.Write("patient.json", Patient);
        var alone = await TesseraProgram.Run("validate", patient, "--profile", profile, "--fail-on", "unchecked");
        Assert.Equal(4, alone.ExitCode);
        var together = await TesseraProgram.Run("validate", patient, "--profile", profile, "--package", Path.Combine(folder.Path, "package"), "--ndjson");
        Assert.Equal(1, together.ExitCode);
        Assert.Contains("\"required\"", together.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await TesseraProgram.Run("validate", patient, "--package", patient)).ExitCode);
    }

    [Fact]
    public async Task SARIF_names_rule_file_and_line()
    {
        var file = Path.Combine(folder.Path, "report.sarif");
        await TesseraProgram.Run(new Start { Folder = folder.Path }, "validate", Path.GetFileName(folder.Write("a b.ndjson", Patient + "\nno\n")), "--sarif", file);
        var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        var result = sarif.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Single(result => Text(result, "level") == "error");
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("2.1.0", Text(sarif, "version"));
        Assert.Equal("structure", Text(result, "ruleId"));
        Assert.Equal("a%20b.ndjson", Text(place.GetProperty("artifactLocation"), "uri"));
        Assert.Equal(2, place.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal(["a b.ndjson", "report.sarif"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task SARIF_that_cannot_be_written_ends_with_3_before_the_work()
    {
        var outcome = await TesseraProgram.Run("validate", folder.Write("a.json", Patient), "--sarif", Path.Combine(folder.Path, "no", "r.sarif"));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Empty(outcome.Output);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}

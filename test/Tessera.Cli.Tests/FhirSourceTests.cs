namespace Tessera.Cli.Tests;

public sealed class FhirSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_of_NDJSON_that_the_configuration_names_is_extracted()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "delivered"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "delivered", "Patient.ndjson"), """
            {"resourceType":"Patient","id":"a","gender":"female","birthDate":"1960-01-01"}
            {"resourceType":"Patient","id":"b","gender":"nonsense"}
            """);
        var extracted = await Extract("- ndjson: delivered", "--json");
        Assert.Equal(7, extracted.ExitCode);
        Assert.Equal((2, 1, 1), (extracted.Json.GetProperty("read").GetInt32(), extracted.Json.GetProperty("written").GetInt32(), extracted.Json.GetProperty("quarantined").GetInt32()));
    }

    [Fact]
    public async Task What_a_source_says_is_told_whatever_the_run_writes_to()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "delivered"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "delivered", "Procedure.ndjson"),
            """{"resourceType":"Procedure","id":"a","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-related-radiation-procedure"]},"status":"completed","code":{"coding":[{"system":"http://snomed.info/sct","code":"1156506007"}]},"subject":{"reference":"Patient/p"},"performedDateTime":"2020-01-01"}""");
        foreach (var target in new[] { "--store", "--out" })
        {
            var extracted = await Extract("- ndjson: delivered", "--json", target, Path.Combine(folder.Path, target == "--out" ? "out" : "centre.db"));
            Assert.Contains("earlier edition of mCODE", extracted.Error, StringComparison.Ordinal);
            Assert.Contains("earlier edition of mCODE", extracted.Json.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Records_become_what_a_mapping_says_and_the_run_names_it()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "delivered"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "delivered", "Patient.ndjson"), """{"resourceType":"Patient","id":"a","identifier":[{"system":"urn:oid:2.999.1","value":"1"}],"name":[{"family":"A"}],"gender":"female"}""");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ehr.yaml"), "source: ehr\nversion: 2\ntables:\n  patients:\n    from: Patient\n    resources: [{ profile: mcode-cancer-patient, keep: rest }]\n");
        var extracted = await Extract("- ndjson: { folder: delivered, mapping: ehr.yaml }", "--json");
        Assert.Equal((0, 1), (extracted.ExitCode, extracted.Json.GetProperty("written").GetInt32()));
        Assert.Equal(1, (await Extract("- ndjson: { folder: delivered, mapping: ehr.yaml }", "--json")).Json.GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task A_mistake_in_the_mapping_of_records_is_told_with_its_file_and_line()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ehr.yaml"), "source: ehr\ntables:\n  patients:\n    from: Patient\n    resources: [{ resource: Patient, gender: $sex }]\n");
        var extracted = await Extract("- ndjson: { folder: delivered, mapping: ehr.yaml }");
        Assert.Equal(3, extracted.ExitCode);
        Assert.Contains("ehr.yaml:5:", extracted.Error, StringComparison.Ordinal);
        Assert.Contains("'sex' is no path of Patient", extracted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_a_failed_remote()
    {
        var extracted = await Extract("- fhir: { source: hospital, url: \"http://127.0.0.1:1/fhir\", attempts: 1 }");
        Assert.Equal(6, extracted.ExitCode);
        Assert.Contains("http://127.0.0.1:1/fhir/metadata", extracted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_a_mistake_in_the_configuration()
    {
        var extracted = await Extract("- fhir: { source: hospital, url: \"http://127.0.0.1:1/fhir\", attempts: 1, auth: { token: { env: TESSERA_NO_SUCH_VARIABLE } } }");
        Assert.Equal(3, extracted.ExitCode);
        Assert.Contains("TESSERA_NO_SUCH_VARIABLE", extracted.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("run the same again", extracted.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- fhir: { source: hospital, url: \"http://hospital.example/fhir\" }", "not https")]
    [InlineData("- fhir: { source: hospital, url: \"https://h.example\", auth: { token: abc } }", "secret")]
    [InlineData("- fhir: { source: hospital, url: \"https://h.example\", typs: [Patient] }", "typs")]
    [InlineData("- bulk: { source: hospital, url: \"https://h.example\" }", "folder")]
    [InlineData("- ndjson: nowhere", "no NDJSON file")]
    [InlineData("- { fhir: { source: h, url: \"https://h.example\" }, ndjson: nearby }", "a source is either 'fhir' or 'ndjson'", "line 2")]
    [InlineData("- { mapping: own.yaml, ndjson: nearby }", "a source is either 'mapping' or 'ndjson'", "line 2")]
    [InlineData("- { mapping: own.yaml, mef: config.json }", "a source is either 'mapping' or 'mef'", "line 2")]
    [InlineData("- bulk: { source: a, url: \"https://h.example\", folder: files }\n  - bulk: { source: b, url: \"https://h.example\", folder: ./files/ }", "another source has the folder", "line 3")]
    [InlineData("- ndjson: files\n  - bulk: { source: b, url: \"https://h.example\", folder: files/export }", "another source has the folder", "line 3")]
    public async Task A_mistake_in_the_configuration_is_told_with_its_line(string source, string message, string place = "tessera.yaml:2:")
    {
        var extracted = await Extract(source);
        Assert.Equal(3, extracted.ExitCode);
        Assert.Contains(message, extracted.Error, StringComparison.Ordinal);
        if (!source.Contains("nowhere", StringComparison.Ordinal)) Assert.Contains(place, extracted.Error, StringComparison.Ordinal);
    }

    private async Task<Outcome> Extract(string source, params string[] more)
    {
        var configuration = Path.Combine(folder.Path, "tessera.yaml");
        await File.WriteAllTextAsync(configuration, $"sources:\n  {source}\n");
        string[] target = more.Contains("--out") || more.Contains("--store") ? [] : ["--store", Path.Combine(folder.Path, "centre.db")];
        return await TesseraProgram.Run(["extract", "--config", configuration, .. target, .. more]);
    }
}

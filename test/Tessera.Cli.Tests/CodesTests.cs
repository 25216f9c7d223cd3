namespace Tessera.Cli.Tests;

/// <summary><c>tessera codes …</c>: the list, what a code could mean, and decisions.</summary>
public sealed class CodesTests : IAsyncLifetime
{
    private const string Severe = "http://snomed.info/sct|24484000";

    private const string Records = """
        {"resourceType":"Patient","id":"p","gender":"female"}
        {"resourceType":"Patient","id":"q","gender":"male"}
        {"resourceType":"Condition","id":"a","severity":{"coding":[{"system":"http://centre.example/severity","code":"S3"}],"text":"schwer"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.9"}]},"subject":{"reference":"Patient/p"}}
        {"resourceType":"Condition","id":"b","severity":{"coding":[{"system":"http://centre.example/severity","code":"S3"}],"text":"schwer"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.9"}]},"subject":{"reference":"Patient/q"}}
        {"resourceType":"Condition","id":"c","severity":{"text":"severe"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.9"}]},"subject":{"reference":"Patient/p"}}
        """;

    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public async ValueTask InitializeAsync() => await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_list_is_told_in_words_and_as_JSON_those_of_most_patients_first()
    {
        var list = await Codes("unmapped");
        Assert.Equal(0, list.ExitCode);
        Assert.StartsWith("2 codes or texts", list.Output, StringComparison.Ordinal);
        Assert.Contains("2 patients  Condition.severity", list.Output, StringComparison.Ordinal);
        Assert.Contains("1 patient   Condition.severity", list.Output, StringComparison.Ordinal);
        var codes = (await Codes("unmapped", "--json")).Json.GetProperty("unmapped").EnumerateArray().ToList();
        Assert.Equal(["S3", "severe"], codes.Select(code => code.GetProperty("value").GetString()!));
        Assert.Equal(["local-code", "text"], codes.Select(code => code.GetProperty("cause").GetString()!));
        Assert.Empty((await Codes("unmapped", "--element", "Condition.code", "--json")).Json.GetProperty("unmapped").EnumerateArray());
    }

    [Fact]
    public async Task A_decision_reaches_the_records_and_can_be_corrected_and_taken_back()
    {
        var code = await Reference("S3");
        var accepted = await Codes("accept", code, "--to", Severe, "--by", "Ana", "--why", "as in the manual");
        Assert.Equal((0, true), (accepted.ExitCode, accepted.Output.Contains("version 1: 2 records were brought into accord", StringComparison.Ordinal)));
        Assert.Equal("severe", Assert.Single((await Codes("unmapped", "--json")).Json.GetProperty("unmapped").EnumerateArray()).GetProperty("value").GetString());
        Assert.Contains("24484000", (await Codes("unmapped", "--decided")).Output, StringComparison.Ordinal);
        var corrected = await Codes("accept", code, "--to", "http://snomed.info/sct|255604002", "--relationship", "wider", "--json");
        Assert.Equal(2, corrected.Json.GetProperty("written").GetInt64());
        var undone = await Codes("undo", code);
        Assert.Contains("version 3: 2 records", undone.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Codes("unmapped", "--json")).Json.GetProperty("unmapped").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_code_the_best_suggestion_is_taken_and_where_there_is_none_nothing()
    {
        var refused = await Codes("accept", await Reference("S3"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--to SYSTEM|CODE", refused.Error, StringComparison.Ordinal);
        Assert.Contains("24484000", (await Codes("suggest", await Reference("severe"))).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Codes("accept", await Reference("severe"))).ExitCode);
        Assert.Contains("24484000", (await Codes("unmapped", "--decided")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_outside_of_the_value_set_an_unknown_one_and_a_malformed_one_are_refused()
    {
        var code = await Reference("S3");
        Assert.Equal(1, (await Codes("accept", code, "--to", "http://snomed.info/sct|1")).ExitCode);
        Assert.Equal(3, (await Codes("accept", "0000000000000000", "--to", Severe)).ExitCode);
        Assert.Equal(2, (await Codes("accept", code, "--to", "24484000")).ExitCode);
        Assert.Equal(2, (await Codes("accept", code, "--to", Severe, "--relationship", "perhaps")).ExitCode);
        Assert.Empty((await Codes("maps", "--json")).Json.GetProperty("maps").EnumerateArray());
    }

    [Fact]
    public async Task A_rejected_code_leaves_the_list_and_its_records_alone()
    {
        var rejected = await Codes("reject", await Reference("S3"), "--why", "not a severity", "--json");
        Assert.Equal((0, 0), (rejected.ExitCode, rejected.Json.GetProperty("written").GetInt64()));
        Assert.Single((await Codes("unmapped", "--json")).Json.GetProperty("unmapped").EnumerateArray());
    }

    [Fact]
    public async Task Synonyms_make_suggestions_and_a_map_travels_as_a_ConceptMap()
    {
        var synonyms = Path.Combine(folder.Path, "synonyms.csv");
        await File.WriteAllTextAsync(synonyms, "system,code,synonym\nhttp://snomed.info/sct,24484000,schwer\n", TestContext.Current.CancellationToken);
        Assert.Contains("1 synonym is new", (await Codes("synonyms", synonyms)).Output, StringComparison.Ordinal);
        Assert.Contains("(synonym)", (await Codes("suggest", await Reference("S3"))).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Codes("accept", await Reference("S3"))).ExitCode);
        var name = Assert.Single((await Codes("maps", "--json")).Json.GetProperty("maps").EnumerateArray()).GetProperty("name").GetString()!;
        Assert.Contains($"{name}  version 1", (await Codes("maps")).Output, StringComparison.Ordinal);
        var exported = await Codes("export", name);
        Assert.Equal("ConceptMap", exported.Json.GetProperty("resourceType").GetString());
        var file = Path.Combine(folder.Path, "map.json");
        await File.WriteAllTextAsync(file, exported.Output, TestContext.Current.CancellationToken);
        var other = Path.Combine(folder.Path, "other.db");
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", other);
        Assert.Contains("2 records were brought into accord", (await TesseraProgram.Run("codes", "import", file, "--store", other)).Output, StringComparison.Ordinal);
        Assert.Equal(3, (await Codes("export", "no-such-map")).ExitCode);
        Assert.Equal(3, (await Codes("import", synonyms)).ExitCode);
    }

    [Fact]
    public async Task What_is_exactly_the_same_is_accepted_without_a_person_only_where_that_is_switched_on()
    {
        Assert.Equal(3, (await Codes("exact", "no-such-map", "on")).ExitCode);
        Assert.Equal(2, (await Codes("exact", "any", "perhaps")).ExitCode);
        await Codes("accept", await Reference("severe"), "--to", Severe);
        var map = Assert.Single((await Codes("maps", "--json")).Json.GetProperty("maps").EnumerateArray());
        Assert.False(map.GetProperty("acceptsExact").GetBoolean());
        Assert.Equal(0, (await Codes("exact", map.GetProperty("name").GetString()!, "on")).ExitCode);
        Assert.Contains("accepts what is exactly the same", (await Codes("maps")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_the_commands_say_so()
    {
        var missing = await TesseraProgram.Run("codes", "unmapped", "--store", Path.Combine(folder.Path, "missing.db"));
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains("There is no store", missing.Error, StringComparison.Ordinal);
    }

    private Task<Outcome> Codes(params string[] arguments) => TesseraProgram.Run(["codes", .. arguments, "--store", Store]);

    private async Task<string> Reference(string value) =>
        (await Codes("unmapped", "--json")).Json.GetProperty("unmapped").EnumerateArray().Single(code => code.GetProperty("value").GetString() == value).GetProperty("code").GetString()!;
}

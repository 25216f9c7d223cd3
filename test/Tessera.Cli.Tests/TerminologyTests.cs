using System.Text.Json;

namespace Tessera.Cli.Tests;

/// <summary>What a centre imports, all commands see. Codes are made up but for those that the mCODE specification shows itself.</summary>
public sealed class TerminologyTests : IDisposable
{
    private const string Snomed = "http://snomed.info/sct";
    private const string Cancer = "http://hl7.org/fhir/us/mcode/ValueSet/mcode-primary-or-uncertain-behavior-cancer-disorder-vs";
    private const string Local = "http://centre.example/codes";

    // Below these mCODE's value set of cancers looks.
    private static readonly string[] Roots =
    [
        "363346000", "128462008", "393573009", "109355002", "189758001", "93468003", "109913001", "92030004", "92048008", "92296004", "92294001", "94963005", "94767002", "95002008", "95004009",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly string config;

    public TerminologyTests() => config = folder.Write("centre/tessera.yaml", "name: Test\nstore: centre.db\n");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_release_of_SNOMED_CT_makes_mCODEs_search_for_cancers_find_what_is_coded_in_it()
    {
        var store = Path.Combine(folder.Path, "centre", "centre.db");
        var resources = """{"resourceType":"Patient","id":"p"}""" + "\n" + """{"resourceType":"Patient","id":"q"}""" + "\n" + Condition("cancer", "p", "254637007") + "\n" + Condition("other", "q", "2000000001");
        Assert.Equal(0, (await TesseraProgram.Run(new Start { Input = resources }, "load", "-", "--store", store)).ExitCode);
        var condition = folder.Write("condition.json", Condition("cancer", "p", "254637007"));
        Assert.Contains("snomed.info", (await TesseraProgram.Run("validate", condition, "--config", config, "--ndjson")).Output, StringComparison.Ordinal);

        var import = await TesseraProgram.Run("terminology", "import", Release(), "--config", config);
        Assert.Equal((0, ""), (import.ExitCode, import.Output));
        Assert.Contains("19 concepts (1 inactive), 1 descriptions, 17 is-a relations", import.Error, StringComparison.Ordinal);
        Assert.Contains("value sets", import.Error, StringComparison.Ordinal);

        using var server = TesseraProgram.Launch(new Start(), "serve", "--config", config, "--port", "0");
        using var http = new HttpClient { BaseAddress = await ServingTests.Address(server) };
        Assert.Equal(["cancer"], await Matches(http, $"fhir/Condition?code:in={Cancer}"));
        Assert.Equal(["other"], await Matches(http, $"fhir/Condition?code:not-in={Cancer}"));
        Assert.Equal(["p"], await Matches(http, $"fhir/Patient?_has:Condition:subject:code:in={Cancer}"));
        Assert.Equal(["cancer", "other"], await Matches(http, $"fhir/Condition?code:below={Snomed}|138875005"));
        Assert.Equal(0, await ServingTests.End(server, "TERM"));

        Assert.DoesNotContain("\"missing\":\"http://snomed.info", (await TesseraProgram.Run("validate", condition, "--config", config, "--ndjson")).Output, StringComparison.Ordinal);
        Assert.Contains($"{Snomed}/900000000000207008/version/20250101", (await TesseraProgram.Run("doctor", "--config", config)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_import_replaces_the_earlier_one_and_a_removed_one_is_gone()
    {
        var codes = folder.Write("codes.csv", "code,display,parent\nA,All,\nB,Both,A\n");
        Assert.Equal(2, (await TesseraProgram.Run("terminology", "import", codes, "--system", Local)).ExitCode);
        Assert.Equal(3, (await TesseraProgram.Run("terminology", "import", codes, "--config", config)).ExitCode);
        Assert.Equal(0, (await TesseraProgram.Run("terminology", "import", codes, "--system", Local, "--version", "1", "--config", config)).ExitCode);
        folder.Write("codes.csv", "code,display,parent\nA,All,\nB,Both,A\nC,New,B\n");
        var second = await TesseraProgram.Run("terminology", "import", codes, "--system", Local, "--version", "2", "--config", config);
        Assert.Contains("It replaces version 1 of 2 codes", second.Error, StringComparison.Ordinal);

        var one = Assert.Single((await TesseraProgram.Run("terminology", "list", "--json", "--config", config)).Json.EnumerateArray());
        Assert.Equal((Local, "2", 3, "codes.csv"), (one.GetProperty("url").GetString(), one.GetProperty("version").GetString(), one.GetProperty("codes").GetInt32(), one.GetProperty("file").GetString()));
        Assert.Contains($"{Local}  2  3 codes  codes.csv", (await TesseraProgram.Run("terminology", "list", "--config", config)).Output, StringComparison.Ordinal);
        Assert.Equal([Layer(), "imported.json"], Kept());

        var wrong = folder.Write("wrong.json", $$$"""{"resourceType":"Basic","id":"a","code":{"coding":[{"system":"{{{Local}}}","code":"Z"}]}}""");
        Assert.Equal(1, (await TesseraProgram.Run("validate", wrong, "--config", config)).ExitCode);
        Assert.Equal(3, (await TesseraProgram.Run("terminology", "remove", "http://loinc.org", "--config", config)).ExitCode);
        Assert.Equal(0, (await TesseraProgram.Run("terminology", "remove", Local, "--config", config)).ExitCode);
        Assert.Equal(["imported.json"], Kept());
        Assert.Equal(0, (await TesseraProgram.Run("validate", wrong, "--config", config)).ExitCode);
    }

    [Fact]
    public async Task What_is_damaged_or_wrong_is_refused_and_leaves_what_was_there()
    {
        var good = folder.Write("good.csv", "code,display\nA,All\n");
        var circle = folder.Write("circle.csv", "code,display,parent\nA,All,B\nB,Both,A\n");
        var cut = folder.Write("cut.csv", "code,display,parent\nA,All,\nB,Bo");
        var none = await TesseraProgram.Run("terminology", "import", cut, "--system", Local, "--config", config);
        Assert.Equal(3, none.ExitCode);
        Assert.Contains("cut.csv, line 3: the row has 2 columns instead of 3", none.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "centre", "terminology")));

        Assert.Equal(0, (await TesseraProgram.Run("terminology", "import", good, "--system", Local, "--config", config)).ExitCode);
        var before = Kept();
        var findings = await TesseraProgram.Run("terminology", "import", circle, "--system", Local, "--config", config);
        Assert.Equal(1, findings.ExitCode);
        Assert.Contains("the hierarchy runs in a circle", findings.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was imported", findings.Error, StringComparison.Ordinal);
        Assert.Equal(before, Kept());
    }

    [Fact]
    public async Task A_compiled_form_that_was_lost_is_said_and_importing_it_again_mends_it()
    {
        var good = folder.Write("good.csv", "code,display\nA,All\n");
        Assert.Equal(0, (await TesseraProgram.Run("terminology", "import", good, "--system", Local, "--config", config)).ExitCode);
        File.Delete(Path.Combine(folder.Path, "centre", "terminology", Layer()));
        var doctor = await TesseraProgram.Run("doctor", "--config", config);
        Assert.Equal(3, doctor.ExitCode);
        Assert.Contains("Import it again: ./tessera terminology import good.csv", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await TesseraProgram.Run("terminology", "import", good, "--system", Local, "--config", config)).ExitCode);
        Assert.DoesNotContain("Import it again", (await TesseraProgram.Run("doctor", "--config", config)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_finds_a_compiled_form_whose_bytes_have_changed_and_importing_it_again_mends_it()
    {
        var good = folder.Write("good.csv", "code,display\nA,All\n");
        Assert.Equal(0, (await TesseraProgram.Run("terminology", "import", good, "--system", Local, "--config", config)).ExitCode);
        var layer = Path.Combine(folder.Path, "centre", "terminology", Layer());
        var bytes = File.ReadAllBytes(layer);
        var changed = (byte[])bytes.Clone();
        changed[bytes.AsSpan().IndexOf("All"u8)]++;
        File.WriteAllBytes(layer, changed);
        var doctor = await TesseraProgram.Run("doctor", "--config", config);
        Assert.Equal(3, doctor.ExitCode);
        Assert.Contains("its compiled form is not what was written", doctor.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await TesseraProgram.Run("terminology", "import", good, "--system", Local, "--config", config)).ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(layer));

        bytes.AsSpan(8, 8).Fill(0xFF);
        File.WriteAllBytes(layer, bytes);
        Assert.Contains("a compiled layer is damaged", (await TesseraProgram.Run("doctor", "--config", config)).Output, StringComparison.Ordinal);
    }

    private static string Condition(string id, string patient, string code) => $$$"""
        {"resourceType":"Condition","id":"{{{id}}}","code":{"coding":[{"system":"{{{Snomed}}}","code":"{{{code}}}"}]},"subject":{"reference":"Patient/{{{patient}}}"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]}}
        """;

    private static async Task<string[]> Matches(HttpClient http, string query)
    {
        var bundle = JsonDocument.Parse(await http.GetStringAsync(query)).RootElement;
        return !bundle.TryGetProperty("entry", out var entries) ? [] : entries.EnumerateArray().Where(entry => entry.GetProperty("search").GetProperty("mode").GetString() == "match")
            .Select(entry => entry.GetProperty("resource").GetProperty("id").GetString()!).Order().ToArray();
    }

    private string Release()
    {
        const string module = "900000000000207008";
        string Concept(string id, int active = 1) => $"{id}\t20250101\t{active}\t{module}\t900000000000074008\r\n";
        string IsA(int at, string child, string parent) => $"{at + 1000}022\t20250101\t1\t{module}\t{child}\t{parent}\t0\t116680003\t900000000000011006\t900000000000451002\r\n";
        folder.Write("rf2/Snapshot/Terminology/sct2_Concept_Snapshot_INT_20250101.txt", "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n"
            + Concept("138875005") + string.Concat(Roots.Select(root => Concept(root))) + Concept("254637007") + Concept("2000000001") + Concept("1000000008", active: 0));
        folder.Write("rf2/Snapshot/Terminology/sct2_Description_Snapshot-en_INT_20250101.txt", "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\r\n"
            + $"100013\t20250101\t1\t{module}\t254637007\ten\t900000000000003001\tLung (made up)\t900000000000448009\r\n");
        folder.Write("rf2/Snapshot/Terminology/sct2_Relationship_Snapshot_INT_20250101.txt", "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId\r\n"
            + string.Concat(Roots.Select((root, at) => IsA(at, root, "138875005"))) + IsA(100, "254637007", "363346000") + IsA(101, "2000000001", "138875005"));
        return Path.Combine(folder.Path, "rf2");
    }

    private string Layer() => Assert.Single(Kept(), name => name.EndsWith(".layer", StringComparison.Ordinal));

    private string[] Kept() => Directory.GetFiles(Path.Combine(folder.Path, "centre", "terminology")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToArray();
}

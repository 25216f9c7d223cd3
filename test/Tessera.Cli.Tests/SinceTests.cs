namespace Tessera.Cli.Tests;

/// <summary>Reading what is new only, of a centre's own files.</summary>
public sealed class SinceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SinceTests()
    {
        folder.Write("p.csv", "Nr;Name\n1;Doe\n");
        folder.Write("l.csv", "Nr;Id;Test;Value;Written\n1;a;Hb;5;01.03.2020\n1;b;Hb;6;05.03.2020\n");
        Mapping("    recorded: Written\n");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("    incremental: Written\n")]
    public async Task Rows_recorded_before_the_day_are_left_out_with_the_reason(string setting)
    {
        var dry = await Run(setting, "extract", "--since", "2020-03-03", "--dry-run", "--json");
        Assert.Equal((2, 1), (Number(dry, "written"), Number(dry, "ignored")));
        Assert.Equal("the row was recorded before 2020-03-03", dry.Json.GetProperty("leftOut")[0].GetProperty("why").GetString());

        // Neither has a run that leaves out rows seen them go, nor does it move the watermark past them.
        var first = await Run(setting, "extract", "--since", "2020-03-03", "--json");
        Assert.Equal((2, 1), (Number(first, "written"), Number(first, "ignored")));
        Assert.Equal((1, 2), (await Run(setting, "extract", "--json")) is var all ? (Number(all, "written"), Number(all, "unchanged")) : default);
    }

    [Fact]
    public async Task A_source_that_does_not_say_when_its_rows_were_recorded_refuses()
    {
        Mapping("    ignore: { Written: when it was written }\n");
        var refused = await Run("", "extract", "--since", "2020-03-03", "--dry-run");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("does not say when its records were recorded", refused.Error, StringComparison.Ordinal);
        Assert.Contains("recorded:", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_no_table_has_is_refused_with_its_place()
    {
        var refused = await Run("    incremental: nonsense\n", "extract", "--dry-run");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("own.yaml:4:18", refused.Error, StringComparison.Ordinal);
        Assert.Contains("nonsense", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_from_the_future_does_not_leave_out_what_comes_until_then()
    {
        const string Setting = "    incremental: Written\n";
        File.AppendAllText(Path.Combine(folder.Path, "l.csv"), "1;c;Hb;7;01.01.2140\n");
        var first = await Run(Setting, "extract", "--json");
        Assert.Equal((0, 4), (first.ExitCode, Number(first, "written")));
        Assert.Contains("1 records are dated after the run began", first.Json.GetProperty("notes").ToString(), StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(folder.Path, "l.csv"), "1;d;Hb;8;06.03.2020\n");
        Assert.Equal(1, Number(await Run(Setting, "extract", "--json"), "written"));
    }

    [Fact]
    public async Task A_server_has_no_files_to_watch()
    {
        folder.Write("own.yaml", "sources:\n  - fhir: { source: h, url: \"https://fhir.example.org\" }\n    watch: .\n");
        var refused = await TesseraProgram.Run("extract", "--config", Path.Combine(folder.Path, "own.yaml"), "--dry-run");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("'watch' is for sources that read files", refused.Error, StringComparison.Ordinal);
    }

    private static int Number(Outcome outcome, string name) => outcome.Json.GetProperty(name).GetInt32();

    private Task<Outcome> Run(string setting, params string[] arguments)
    {
        folder.Write("own.yaml", $"store: own.db\nsources:\n  - mapping: mapping.yaml\n{setting}");
        return TesseraProgram.Run([.. arguments, "--config", Path.Combine(folder.Path, "own.yaml")]);
    }

    private void Mapping(string recorded) => folder.Write("mapping.yaml", $$"""
        source: own
        format: { dates: dd.MM.yyyy }
        tables:
          patients:
            files: p.csv
            patient: Nr
            key: Nr
            resources:
              - resource: Patient
                name: { family: $Name }
          labs:
            files: l.csv
            patient: Nr
            key: Id
        {{recorded}}    resources:
              - resource: Observation
                status: final
                code: { text: $Test }
                subject: patient
                valueString: $Value
        """);
}

namespace Tessera.Cli.Tests;

/// <summary>Rows of a centre's own files are corrected from the command line, seen, and taken back.</summary>
public sealed class CorrectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CorrectionTests()
    {
        folder.Write("p.csv", "Nr;Name;Geboren;Sex\n1;Doe;03.04.1960;w\n2;Roe;gestern;x\n");
        folder.Write("mapping.yaml", """
            source: own
            format: { dates: dd.MM.yyyy }
            maps: { sex: { m: male, w: female } }
            tables:
              patients:
                files: p.csv
                patient: Nr
                key: Nr
                resources:
                  - resource: Patient
                    name: { family: $Name }
                    gender: $Sex | map sex
                    birthDate: $Geboren
            """);
        folder.Write("own.yaml", "store: own.db\nsources:\n  - mapping: mapping.yaml\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Corrections_add_up_are_shown_and_are_taken_back()
    {
        Assert.Equal(7, (await Run("extract")).ExitCode);
        Assert.Equal(0, (await Run("quarantine", "correct", "p.csv:3", "--set", "Sex=m", "--by", "Ada")).ExitCode);
        Assert.Equal(0, (await Run("quarantine", "correct", "p.csv:3", "--set", "Geboren=05.06.1961", "--by", "Ben")).ExitCode);
        var shown = await Run("quarantine", "show", "p.csv:3");
        Assert.Contains("Geboren gestern", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Geboren: gestern → 05.06.1961 (Ben", shown.Output, StringComparison.Ordinal);
        Assert.Contains("not applied yet", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("quarantine", "replay")).ExitCode);

        var listed = (await Run("quarantine", "list", "--json")).Json;
        Assert.Equal(0, listed.GetProperty("quarantined").GetArrayLength());
        var cells = Assert.Single(listed.GetProperty("corrections").EnumerateArray()).GetProperty("cells").EnumerateArray().ToList();
        Assert.Equal([("gestern", "05.06.1961", "Ben"), ("x", "m", "Ada")], cells.Select(cell => (cell.GetProperty("inFile").GetString()!, cell.GetProperty("value").GetString()!, cell.GetProperty("by").GetString()!)));
        Assert.Contains("Sex: x → m (Ada", (await Run("quarantine", "show", "p.csv:3")).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await Run("quarantine", "withdraw", "p.csv:3", "--by", "Ada")).ExitCode);
        Assert.Equal(3, (await Run("quarantine", "withdraw", "p.csv:2", "--by", "Ada")).ExitCode);
        Assert.Equal(7, (await Run("quarantine", "replay")).ExitCode);
        Assert.Contains("gestern", (await Run("quarantine", "show", "p.csv:3")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_the_row_does_not_have_is_refused_in_words()
    {
        await Run("extract");
        var refused = await Run("quarantine", "correct", "p.csv:3", "--set", "Sexx=m");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("the row has no column Sexx.", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", refused.Error, StringComparison.Ordinal);
    }

    private Task<Outcome> Run(params string[] arguments) => TesseraProgram.Run([.. arguments, "--config", Path.Combine(folder.Path, "own.yaml")]);
}

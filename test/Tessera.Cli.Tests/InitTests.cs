namespace Tessera.Cli.Tests;

public sealed class InitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_makes_a_configuration_that_the_program_accepts()
    {
        var centre = Path.Combine(folder.Path, "my centre");
        var outcome = await TesseraProgram.Run("init", centre);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.True(File.Exists(Path.Combine(centre, "source", "config.json")));

        var shown = (await TesseraProgram.Run("config", "show", "--json", "--config", Path.Combine(centre, "tessera.yaml"))).Json;
        Assert.Equal(Path.Combine(centre, "centre.db"), shown.GetProperty("store").GetProperty("value").GetString());
    }

    [Fact]
    public async Task From_a_sample_it_drafts_a_mapping_that_can_be_run_at_once()
    {
        var sample = folder.Write("export.csv", "PatNr;Geburtsdatum;Geschlecht;Diagnose-ID;ICD;Datum;Station\n1;03.04.1960;w;D1;C50.4;15.06.2020;4a\n2;31.12.1955;m;D2;C61;21.02.2021;4b\n");
        var centre = Path.Combine(folder.Path, "centre");
        Assert.Equal(0, (await TesseraProgram.Run("init", centre, "--from", sample)).ExitCode);
        Assert.Contains("Station: not decided", await File.ReadAllTextAsync(Path.Combine(centre, "mapping.yaml")), StringComparison.Ordinal);
        var run = await TesseraProgram.Run("extract", "--config", Path.Combine(centre, "tessera.yaml"), "--dry-run", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Json.GetProperty("resources").GetProperty("Condition").GetInt32());
        Assert.Equal(3, (await TesseraProgram.Run("init", Path.Combine(folder.Path, "other"), "--from", "nothing.csv")).ExitCode);
    }

    [Fact]
    public async Task It_never_overwrites()
    {
        var file = folder.Write("tessera.yaml", "name: mine\n");
        var outcome = await TesseraProgram.Run("init", folder.Path);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal("name: mine\n", await File.ReadAllTextAsync(file));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }
}

namespace Tessera.Cli.Tests;

public sealed class SettingsTests
{
    [Fact]
    public async Task A_flag_beats_the_environment_beats_the_file_beats_the_default()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("tessera.yaml", "# a centre\nport: 1111\nhost: 127.0.0.2\nstore: centre.db\njobs: 3\n");
        var start = new Start { Environment = { ["TESSERA_PORT"] = "2222", ["TESSERA_HOST"] = "127.0.0.3" } };
        var shown = (await TesseraProgram.Run(start, "config", "show", "--json", "--config", file, "--port", "3333")).Json;

        Assert.Equal(("3333", "--port"), Read("port"));
        Assert.Equal(("127.0.0.3", "TESSERA_HOST"), Read("host"));
        Assert.Equal((Path.Combine(folder.Path, "centre.db"), file), Read("store"));
        Assert.Equal(("3", file), Read("jobs"));
        Assert.Equal(("tessera-data/demo", "default"), Read("data"));

        (string?, string?) Read(string name) => (shown.GetProperty(name).GetProperty("value").GetString(), shown.GetProperty(name).GetProperty("origin").GetString());
    }

    [Fact]
    public async Task The_password_of_a_database_is_not_shown()
    {
        var start = new Start { Environment = { ["TESSERA_STORE"] = "postgres://tessera:secret@localhost/centre" } };
        var outcome = await TesseraProgram.Run(start, "config", "show");
        Assert.Contains("postgres://tessera:***@localhost/centre", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("port: many", "--port needs a whole number")]
    [InlineData("port: [1\n", "is not YAML")]
    [InlineData("port: [1]\n", "line 1: 'port' needs one value")]
    [InlineData("port: 1\nport: 2\n", "line 2, column 1: the key 'port' is there twice, first in line 1")]
    [InlineData("port: 1\n---\nport: 2\n", "line 2, column 1: a second document begins here")]
    [InlineData("# a typing error\nprot: 1\n", "line 2: 'prot' is not a setting")]
    [InlineData("sources:\n  - fem: a.json\n", "line 2: a source needs")]
    [InlineData("validation:\n  base: perhaps\n", "line 2: 'base' needs one of off, warn, enforce")]
    [InlineData("validation:\n  bases: off\n", "line 2: 'bases' is neither base, profiles nor the URL of a profile")]
    public async Task A_configuration_that_makes_no_sense_ends_with_3(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        var outcome = await TesseraProgram.Run("config", "show", "--config", folder.Write("tessera.yaml", content));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task A_configuration_that_nests_without_end_ends_with_3()
    {
        using var folder = new TemporaryFolder();
        var outcome = await TesseraProgram.Run("config", "show", "--config", folder.Write("tessera.yaml", new string('[', 100_000)));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("nests deeper than 100 levels", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_ends_with_3() =>
        Assert.Equal(3, (await TesseraProgram.Run("config", "show", "--config", "no-such.yaml")).ExitCode);
}

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
    public async Task It_never_overwrites()
    {
        var file = folder.Write("tessera.yaml", "name: mine\n");
        var outcome = await TesseraProgram.Run("init", folder.Path);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal("name: mine\n", await File.ReadAllTextAsync(file));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }
}

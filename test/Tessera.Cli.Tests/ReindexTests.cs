namespace Tessera.Cli.Tests;

public sealed class ReindexTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Indexes_are_written_anew_when_that_is_needed_or_asked_for()
    {
        const string Records = """
            {"resourceType":"Patient","id":"p","gender":"female"}
            {"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"}}
            """;
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);
        var nothing = await TesseraProgram.Run("reindex", "--store", Store);
        Assert.Equal(0, nothing.ExitCode);
        Assert.Contains("nothing was to be done", nothing.Output, StringComparison.Ordinal);
        var all = await TesseraProgram.Run("reindex", "--all", "--store", Store, "--json");
        Assert.Equal(0, all.ExitCode);
        Assert.Equal(2, all.Json.GetProperty("resources").GetInt64());
        Assert.Equal(0, all.Json.GetProperty("parameters").GetArrayLength());
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made()
    {
        Assert.Equal(3, (await TesseraProgram.Run("reindex", "--store", Store)).ExitCode);
        Assert.False(File.Exists(Store));
    }
}

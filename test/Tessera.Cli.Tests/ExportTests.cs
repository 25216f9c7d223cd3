namespace Tessera.Cli.Tests;

public sealed class ExportTests : IDisposable
{
    private const string Records = """
        {"resourceType":"Patient","id":"p","gender":"female"}
        {"resourceType":"Patient","id":"q","gender":"male"}
        {"resourceType":"Condition","id":"c","code":{"text":"x"},"subject":{"reference":"Patient/p"}}
        """;

    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_exported_and_loaded_again_is_the_same()
    {
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);
        var told = await TesseraProgram.Run("export", "--store", Store, "--out", At("out"), "--json");
        Assert.Equal(0, told.ExitCode);
        Assert.Equal((2, 1), (told.Json.GetProperty("resources").GetProperty("Patient").GetInt32(), told.Json.GetProperty("resources").GetProperty("Condition").GetInt32()));
        Assert.Equal(["Condition.ndjson", "Patient.ndjson"], Directory.GetFiles(At("out")).Select(Path.GetFileName).Order());
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(At("out"), "Patient.ndjson"))).Length);
        Assert.Contains("tessera export", (await TesseraProgram.Run("audit", "search", "--patient", "p", "--store", Store)).Output, StringComparison.Ordinal);
        var again = Path.Combine(folder.Path, "again.db");
        Assert.Equal(0, (await TesseraProgram.Run("load", At("out"), "--store", again)).ExitCode);
        Assert.Equal(0, (await TesseraProgram.Run("export", "--store", again, "--out", At("again"))).ExitCode);
        Assert.Equal(Contents(At("out")), Contents(At("again")));
    }

    [Fact]
    public async Task Types_and_a_time_narrow_it()
    {
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);
        Assert.Equal(0, (await TesseraProgram.Run("export", "--store", Store, "--out", At("types"), "--type", "Condition,Observation")).ExitCode);
        Assert.Equal(["Condition.ndjson"], Directory.GetFiles(At("types")).Select(Path.GetFileName));
        Assert.Equal(0, (await TesseraProgram.Run("export", "--store", Store, "--out", At("later"), "--since", "2999-01-01")).ExitCode);
        Assert.Empty(Directory.GetFiles(At("later")));
    }

    [Fact]
    public async Task A_folder_with_other_files_a_wrong_type_and_a_wrong_time_are_refused()
    {
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);
        folder.Write("out/Patient.ndjson", "{}");
        Assert.Equal(3, (await TesseraProgram.Run("export", "--store", Store, "--out", At("out"))).ExitCode);
        Assert.Equal(2, (await TesseraProgram.Run("export", "--store", Store, "--out", At("new"), "--type", "Patients")).ExitCode);
        Assert.Equal(2, (await TesseraProgram.Run("export", "--store", Store, "--out", At("new"), "--since", "yesterday")).ExitCode);
        Assert.False(Directory.Exists(At("new")));
    }

    private string At(string name) => Path.Combine(folder.Path, name);

    // Versions begin anew and times are those of the load.
    private static string Contents(string place) => string.Join('\n', Directory.GetFiles(place).Order().SelectMany(File.ReadAllLines).Select(line =>
        System.Text.RegularExpressions.Regex.Replace(line, "\"lastUpdated\":\"[^\"]*\"", "")));
}

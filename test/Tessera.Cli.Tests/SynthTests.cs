namespace Tessera.Cli.Tests;

public sealed class SynthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Synthetic_patients_as_FHIR_are_valid_and_can_be_loaded()
    {
        var made = await TesseraProgram.Run("synth", "--patients", "20", "--seed", "3", "--out", folder.Path, "--json");
        Assert.Equal(0, made.ExitCode);
        var resources = made.Json.GetProperty("files").EnumerateObject().Sum(type => type.Value.GetInt64());
        var checkedNow = await TesseraProgram.Run("validate", folder.Path, "--ndjson");
        Assert.Equal(0, checkedNow.ExitCode);
        Assert.Equal(resources, checkedNow.Lines[^1].GetProperty("summary").GetProperty("resources").GetInt64());
        var loaded = await TesseraProgram.Run("load", folder.Path, "--store", Path.Combine(folder.Path, "centre.db"), "--json");
        Assert.Equal((0, resources), (loaded.ExitCode, loaded.Json.GetProperty("written").GetInt64()));
    }

    [Fact]
    public async Task Synthetic_patients_as_CSV_are_extracted_with_the_configuration_beside_them()
    {
        var made = await TesseraProgram.Run("synth", "--patients", "60", "--seed", "3", "--out", folder.Path, "--format", "csv", "--flavour", "eu", "--json");
        Assert.Equal(0, made.ExitCode);
        var extracted = await TesseraProgram.Run("extract", "--config", Path.Combine(folder.Path, "mef-config.json"), "--dry-run", "--json");
        Assert.Equal(7, extracted.ExitCode);   // planted errors
        var planted = (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "planted-errors.csv"))).Count(line => line.EndsWith(",yes", StringComparison.Ordinal));
        Assert.Equal(planted, extracted.Json.GetProperty("quarantined").GetInt32());
    }

    [Fact]
    public async Task The_ratios_stand_beside_the_published_ones_for_people_and_for_programs()
    {
        var made = await TesseraProgram.Run("synth", "--patients", "30", "--out", folder.Path, "--json");
        Assert.Contains("published (Simulacrum 1.2)", made.Error, StringComparison.Ordinal);
        var cycles = made.Json.GetProperty("calibration").GetProperty("cycles");
        Assert.Equal(6.67, cycles.GetProperty("published").GetDouble());
        Assert.InRange(cycles.GetProperty("here").GetDouble(), 2, 15);
        Assert.Equal(["patients", "treated", "cancers", "files", "errors", "calibration", "bytes", "seconds"], made.Json.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Without_json_nothing_goes_to_stdout()
    {
        var made = await TesseraProgram.Run("synth", "--patients", "1", "--out", folder.Path);
        Assert.Equal((0, ""), (made.ExitCode, made.Output));
    }

    [Theory]
    [InlineData("synth --out x", 2)]
    [InlineData("synth --patients 3", 2)]
    [InlineData("synth --patients 0 --out x", 2)]
    [InlineData("synth --patients many --out x", 2)]
    [InlineData("synth --patients 3 --out x --format xml", 2)]
    [InlineData("synth --patients 3 --out x --flavour mars", 2)]
    [InlineData("synth --patients 3 --out afile", 3)]
    public async Task What_cannot_be_done_is_said_with_the_right_exit_code(string arguments, int exitCode)
    {
        folder.Write("afile", "not a folder");
        var outcome = await TesseraProgram.Run(new Start { Folder = folder.Path }, arguments.Split(' '));
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.NotEmpty(outcome.Error);
        Assert.Empty(outcome.Output);
    }
}

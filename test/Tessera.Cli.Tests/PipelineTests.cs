using System.Text.Json;

namespace Tessera.Cli.Tests;

public sealed class PipelineTests : IDisposable
{
    private static readonly string Sample = Path.Combine(TesseraProgram.Folder, "samples", "centre", "tessera.yaml");
    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_second_extraction_finds_everything_unchanged()
    {
        var first = await TesseraProgram.Run("extract", "--config", Sample, "--store", Store, "--json");
        var second = await TesseraProgram.Run("extract", "--config", Sample, "--store", Store, "--json");
        Assert.Equal((7, 7), (first.ExitCode, second.ExitCode));   // the sample has bad rows
        Assert.Equal(["read", "written", "unchanged", "quarantined", "ignored", "cells", "resources", "seconds", "leftOut", "leftOutColumns"], first.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(0, Number(first.Json, "unchanged"));
        Assert.Equal(0, Number(second.Json, "written"));
        Assert.Equal(Number(first.Json, "written"), Number(second.Json, "unchanged"));
        foreach (var account in new[] { first.Json, second.Json })
            Assert.Equal(Number(account, "read"), Number(account, "written") + Number(account, "unchanged") + Number(account, "quarantined") + Number(account, "ignored"));
    }

    [Fact]
    public async Task Since_leaves_out_what_was_recorded_before_and_full_reads_all()
    {
        var full = await TesseraProgram.Run("extract", "--config", Sample, "--full", "--dry-run", "--json");
        var since = await TesseraProgram.Run("extract", "--config", Sample, "--since", "2999-01-01", "--dry-run", "--json");
        Assert.Equal(Number(full.Json, "read"), Number(since.Json, "read"));
        Assert.True(Number(since.Json, "ignored") > Number(full.Json, "ignored"));
        Assert.Equal(2, (await TesseraProgram.Run("extract", "--config", Sample, "--since", "soon")).ExitCode);
        Assert.Equal(2, (await TesseraProgram.Run("extract", "--config", Sample, "--since", "2020-01-01", "--full")).ExitCode);
    }

    [Fact]
    public async Task What_extract_wrote_validates_as_a_folder()
    {
        await TesseraProgram.Run("extract", "--config", Sample, "--out", folder.Path);
        var result = await TesseraProgram.Run("validate", folder.Path, "--json");
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_happen_and_leaves_nothing_behind()
    {
        var outcome = await TesseraProgram.Run("extract", "--config", Sample, "--store", Store, "--dry-run");
        Assert.Equal(7, outcome.ExitCode);
        Assert.Contains("would be written", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("observation-information.csv", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Extracted_files_are_valid_and_can_be_loaded_twice()
    {
        var files = Path.Combine(folder.Path, "out");
        var start = new Start { Folder = folder.Path };
        var extracted = await TesseraProgram.Run(start, "extract", "--config", Sample, "--out", files, "--json");
        var resources = extracted.Json.GetProperty("resources").EnumerateObject().Sum(type => type.Value.GetInt32());
        Assert.Contains("origins.ndjson", Directory.GetFiles(files).Select(Path.GetFileName));
        Assert.Equal(Number(extracted.Json, "quarantined"), (await File.ReadAllLinesAsync(Path.Combine(files, "quarantine.ndjson"))).Length);

        string[] types = [.. Directory.GetFiles(files).Where(file => char.IsUpper(Path.GetFileName(file)[0]))];
        var checkedNow = await TesseraProgram.Run(["validate", .. types, "--ndjson"]);
        Assert.Equal(0, checkedNow.ExitCode);
        Assert.Equal(resources, checkedNow.Lines[^1].GetProperty("summary").GetProperty("resources").GetInt32());

        string[] load = ["load", .. types, "--store", Store, "--json"];
        var loaded = await TesseraProgram.Run(load);
        Assert.Equal((0, resources), (loaded.ExitCode, Number(loaded.Json, "written")));
        Assert.Equal(resources, Number((await TesseraProgram.Run(load)).Json, "unchanged"));
    }

    [Fact]
    public async Task The_quarantine_lists_records_and_shows_each_with_reason_and_fix()
    {
        var account = await TesseraProgram.Run("extract", "--config", Sample, "--store", Store, "--json");
        var list = (await TesseraProgram.Run("quarantine", "list", "--store", Store, "--json")).Json.GetProperty("quarantined");
        Assert.Equal(Number(account.Json, "quarantined"), list.GetArrayLength());

        var place = $"{list[0].GetProperty("file").GetString()}:{Number(list[0], "row")}";
        var shown = await TesseraProgram.Run("quarantine", "show", place, "--store", Store);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(list[0].GetProperty("problems")[0].GetProperty("reason").GetString()!, shown.Output, StringComparison.Ordinal);
        Assert.Contains("→", shown.Output, StringComparison.Ordinal);
        var empty = list[0].GetProperty("cells").EnumerateObject().Where(cell => cell.Value.GetString() == "").Select(cell => cell.Name).ToList();
        Assert.Contains(empty.Count == 0 ? "" : $"empty: {empty[0]}", shown.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await TesseraProgram.Run("quarantine", "show", "nofile.csv:1", "--store", Store)).ExitCode);
    }

    [Fact]
    public async Task A_resource_that_cannot_be_loaded_is_told_and_its_neighbours_are_kept()
    {
        const string input = """
            {"resourceType":"Patient","id":"a"}
            {"resourceType":"Patient"}
            {"resourceType":"Patient","id":"b","colour":"red"}
            """;
        var outcome = await TesseraProgram.Run(new Start { Input = input }, "load", "-", "--store", Store, "--json");
        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal((3, 1, 2), (Number(outcome.Json, "read"), Number(outcome.Json, "written"), Number(outcome.Json, "rejected")));
    }

    [Theory]
    [InlineData("extract", "--config FILE is missing", 2)]
    [InlineData("extract --config no-such.json", "there is no such file", 3)]
    [InlineData("extract --config no-such.json --store a.db --out b", "exclude each other", 2)]
    [InlineData("serve --store no-such.db", "There is no store at no-such.db", 3)]
    [InlineData("serve --store no-such.db --host 0.0.0.0", "no sign-in yet", 2)]
    [InlineData("load nothere.json --store a.db", "there is no such file", 3)]
    [InlineData("load nothere.json --store postgres://localhost/centre", "not supported", 3)]
    public async Task What_cannot_be_done_is_said_with_the_right_exit_code(string arguments, string expected, int exitCode)
    {
        var outcome = await TesseraProgram.Run(new Start { Folder = folder.Path }, arguments.Split(' '));
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    private static int Number(JsonElement account, string name) => account.GetProperty(name).GetInt32();

    [Fact]
    public async Task The_configuration_decides_per_profile_what_validation_refuses()
    {
        const string Patient = """{"resourceType":"Patient","id":"a","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient"]}}""";
        var lenient = await TesseraProgram.Run(new Start { Input = Patient }, "load", "-", "--store", Path.Combine(folder.Path, "a.db"));
        Assert.Equal(0, lenient.ExitCode);
        var configuration = folder.Write("strict.yaml", "validation:\n  http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient: enforce\n");
        var strict = await TesseraProgram.Run(new Start { Input = Patient }, "load", "-", "--store", Path.Combine(folder.Path, "b.db"), "--config", configuration);
        Assert.Equal(7, strict.ExitCode);
    }

    [Fact]
    public async Task A_centres_own_files_are_extracted_by_a_mapping()
    {
        folder.Write("p.csv", "Nr;Name;Geboren\n1;Doe;03.04.1960\n2;Roe;gestern\n");
        folder.Write("mapping.yaml", """
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
                    birthDate: $Geboren
            """);
        var configuration = folder.Write("own.yaml", "sources:\n  - mapping: mapping.yaml\n");
        var outcome = await TesseraProgram.Run("extract", "--config", configuration, "--store", Store, "--json");
        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal((1, 1), (Number(outcome.Json, "written"), Number(outcome.Json, "quarantined")));
        folder.Write("mapping.yaml", "source: own\ntables:\n  p: 1\n");
        var wrong = await TesseraProgram.Run("extract", "--config", configuration, "--store", Store);
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("mapping.yaml:3:6", wrong.Error, StringComparison.Ordinal);
    }
}

namespace Tessera.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public async Task It_names_the_packages_and_versions_inside()
    {
        var outcome = await TesseraProgram.Run("doctor");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"hl7\.fhir\.r4\.core +4\.0\.1", outcome.Output);
        Assert.Matches(@"hl7\.fhir\.us\.mcode +4\.0\.0", outcome.Output);
    }

    [Fact]
    public async Task Its_JSON_lists_every_check_with_its_health()
    {
        var doctor = (await TesseraProgram.Run("doctor", "--json")).Json;
        Assert.NotEqual("problem", doctor.GetProperty("health").GetString());
        var checks = doctor.GetProperty("checks").EnumerateArray().ToList();
        foreach (var area in new[] { "machine", "definitions", "configuration", "store" })
            Assert.Contains(checks, check => check.GetProperty("area").GetString() == area);
        Assert.Contains(checks, check => check.GetProperty("name").GetString() == "hl7.fhir.us.mcode" && check.GetProperty("health").GetString() == "good");
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_a_problem_with_a_fix()
    {
        using var folder = new TemporaryFolder();
        var outcome = await TesseraProgram.Run("doctor", "--json", "--store", folder.Path);
        Assert.Equal(3, outcome.ExitCode);
        var check = outcome.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("health").GetString() == "problem");
        Assert.Equal("store", check.GetProperty("area").GetString());
        Assert.NotEmpty(check.GetProperty("fix").GetString()!);
    }
}

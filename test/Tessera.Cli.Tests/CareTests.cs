namespace Tessera.Cli.Tests;

/// <summary>backup, restore, verify and doctor as a person or a script runs them.</summary>
public sealed class CareTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_backup_taken_beside_the_server_restores_and_verifies()
    {
        await Load();
        using var server = TesseraProgram.Launch(new Start(), "serve", "--store", Store, "--port", "0");
        Assert.NotNull(await server.StandardOutput.ReadLineAsync());
        var backup = await TesseraProgram.Run("backup", "--store", Store, "--out", Path.Combine(folder.Path, "copy"), "--json");
        Assert.Equal(0, backup.ExitCode);
        Assert.Equal(1, backup.Json.GetProperty("resources").GetProperty("Patient").GetInt32());
        Assert.Equal(0, (await TesseraProgram.Run("verify", "--store", Store)).ExitCode);
        var doctor = (await TesseraProgram.Run("doctor", "--json", "--store", Store)).Json.GetProperty("checks").EnumerateArray().ToList();
        foreach (var name in new[] { "schema", "epoch", "integrity", "indexes", "last backup" })
            Assert.Equal("good", doctor.Single(check => check.GetProperty("area").GetString() == "store" && check.GetProperty("name").GetString() == name).GetProperty("health").GetString());
        server.Kill();
        await server.WaitForExitAsync();

        var restored = Path.Combine(folder.Path, "new", "centre.db");
        var restore = await TesseraProgram.Run("restore", Path.Combine(folder.Path, "copy"), "--store", restored, "--json");
        Assert.Equal(0, restore.ExitCode);
        Assert.NotEqual(backup.Json.GetProperty("epoch").GetString(), restore.Json.GetProperty("epoch").GetString());
        var verify = await TesseraProgram.Run("verify", "--store", restored, "--json");
        Assert.Equal(0, verify.ExitCode);
        Assert.True(verify.Json.GetProperty("sound").GetBoolean());
        Assert.Equal(3, (await TesseraProgram.Run("restore", Path.Combine(folder.Path, "copy"), "--store", restored)).ExitCode);
    }

    [Fact]
    public async Task Damage_is_findings_for_verify_a_problem_for_doctor_and_no_backup()
    {
        await Load();
        var bytes = await File.ReadAllBytesAsync(Store);
        var at = bytes.AsSpan().LastIndexOf("Zitronenfalter"u8);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(Store, bytes);
        var verify = await TesseraProgram.Run("verify", "--store", Store);
        Assert.Equal(1, verify.ExitCode);
        Assert.DoesNotContain("itronenfalter", verify.Output + verify.Error, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Store, bytes[..(bytes.Length / 2)]);
        foreach (var command in new[] { "doctor", "serve" })
        {
            var outcome = await TesseraProgram.Run(command, "--store", Store);
            Assert.Equal(3, outcome.ExitCode);
            Assert.Contains("cut off", outcome.Output + outcome.Error, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await TesseraProgram.Run("backup", "--store", Store, "--out", Path.Combine(folder.Path, "copy"))).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "copy")));
        Assert.Equal(3, (await TesseraProgram.Run("verify", "--store", Path.Combine(folder.Path, "nothing.db"))).ExitCode);
        Assert.Equal(3, (await TesseraProgram.Run("restore", folder.Path, "--store", Path.Combine(folder.Path, "new.db"))).ExitCode);
    }

    [Fact]
    public async Task Limits_are_settings_with_their_origins()
    {
        var configuration = folder.Write("tessera.yaml", "request-seconds: 5\n");
        var shown = await TesseraProgram.Run(
            new Start { Environment = { ["TESSERA_MAX_BODY"] = "3" } }, "config", "show", "--json", "--config", configuration, "--largest-page", "7");
        Assert.Equal(0, shown.ExitCode);
        foreach (var (name, value, origin) in new[] { ("max-body", "3", "TESSERA_MAX_BODY"), ("request-seconds", "5", configuration), ("largest-page", "7", "--largest-page"), ("log", "text", "default") })
            Assert.Equal((value, origin), (shown.Json.GetProperty(name).GetProperty("value").GetString(), shown.Json.GetProperty(name).GetProperty("origin").GetString()));
        Assert.Equal(2, (await TesseraProgram.Run("serve", "--log", "xml")).ExitCode);
        Assert.Equal(2, (await TesseraProgram.Run("serve", "--max-depth", "1")).ExitCode);
    }

    private async Task Load() =>
        Assert.Equal(0, (await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"a","name":[{"family":"Zitronenfalter"}]}""" }, "load", "-", "--store", Store)).ExitCode);
}

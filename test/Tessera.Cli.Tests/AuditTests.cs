namespace Tessera.Cli.Tests;

public sealed class AuditTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Who_read_a_journey_is_found_by_patient_person_and_day()
    {
        await Load();
        Assert.Contains("Nothing was written down", (await TesseraProgram.Run("audit", "search", "--store", Store)).Output, StringComparison.Ordinal);
        await TesseraProgram.Run("journey", "p", "--store", Store);
        await TesseraProgram.Run("journey", "q", "--store", Store);
        var found = await TesseraProgram.Run("audit", "search", "--store", Store, "--patient", "Patient/p", "--ndjson");
        Assert.Equal(0, found.ExitCode);
        Assert.Equal(("tessera journey", "R", "p"), (found.Json.GetProperty("what").GetString(), found.Json.GetProperty("action").GetString(), found.Json.GetProperty("patients")[0].GetString()));
        Assert.Contains(Environment.UserName, (await TesseraProgram.Run("audit", "search", "--store", Store, "--who", Environment.UserName)).Output, StringComparison.Ordinal);
        foreach (var none in new[] { new[] { "--patient", "nobody" }, ["--who", "nobody at all"], ["--until", "2020-01-01"], ["--since", "2999"] })
            Assert.Contains("Nothing was written down", (await TesseraProgram.Run(["audit", "search", "--store", Store, .. none])).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await TesseraProgram.Run("audit", "search", "--store", Store, "--since", "yesterday")).ExitCode);
        Assert.Equal(3, (await TesseraProgram.Run("audit", "search", "--store", Store + ".none")).ExitCode);
    }

    [Fact]
    public async Task What_was_tampered_with_is_found()
    {
        await Load();
        await TesseraProgram.Run("journey", "p", "--store", Store);
        await TesseraProgram.Run("journey", "q", "--store", Store);
        var sound = await TesseraProgram.Run("audit", "verify", "--store", Store, "--json");
        Assert.Equal((0, true, 2), (sound.ExitCode, sound.Json.GetProperty("sound").GetBoolean(), sound.Json.GetProperty("entries").GetInt32()));
        Assert.Contains("2 entries of the audit in 1 file: sound", (await TesseraProgram.Run("verify", "--store", Store)).Output, StringComparison.Ordinal);

        var file = Path.Combine(folder.Path, "centre.audit", "00000001.log");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var who = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Environment.UserName));
        bytes[who] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        var changed = await TesseraProgram.Run("audit", "verify", "--store", Store);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("not those that were written", changed.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await TesseraProgram.Run("verify", "--store", Store)).ExitCode);
    }

    private Task<Outcome> Load() =>
        TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"p"}""" + "\n" + """{"resourceType":"Patient","id":"q"}""" }, "load", "-", "--store", Store);
}

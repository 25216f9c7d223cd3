namespace Tessera.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2, "whole address", "check", "localhost")]
    [InlineData(2, "whole address", "check", "file:///etc/passwd")]
    [InlineData(2, "no password", "check", "http://me:secret@127.0.0.1:1/fhir")]
    [InlineData(2, "--write", "check", "http://127.0.0.1:1/fhir", "--suite", "fhir-r4")]
    [InlineData(2, "--write", "check", "http://127.0.0.1:1/fhir", "--suite", "mcode-receiver")]
    [InlineData(6, "cannot be checked", "check", "http://127.0.0.1:1/fhir")]
    public async Task A_check_that_cannot_be_made_says_why(int code, string why, params string[] arguments)
    {
        var outcome = await TesseraProgram.Run(arguments);
        Assert.Equal((code, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(why, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_cancer_patients_is_told_what_it_lacks()
    {
        var store = Path.Combine(folder.Path, "centre.db");
        await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"a"}""" }, "load", "-", "--store", store);
        using var server = TesseraProgram.Launch(new Start(), "serve", "--store", store, "--port", "0");
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var address = await server.StandardOutput.ReadLineAsync(patience.Token) + "fhir";

            var told = await TesseraProgram.Run("check", address);
            Assert.Equal(1, told.ExitCode);
            Assert.StartsWith("✕ ", told.Output, StringComparison.Ordinal);
            Assert.Contains($"request   GET {address}/Group?code=C19700", told.Output, StringComparison.Ordinal);
            Assert.Contains("→ Offer one of the four ways", told.Output, StringComparison.Ordinal);

            var report = await TesseraProgram.Run("check", address, "--json");
            Assert.Equal((1, ""), (report.ExitCode, report.Error));
            Assert.False(report.Json.GetProperty("conforms").GetBoolean());
            Assert.Equal(4, report.Json.GetProperty("summary").GetProperty("failed").GetInt32());
            Assert.Equal(47, report.Json.GetProperty("cases").GetArrayLength());
        }
        finally
        {
            server.Kill();
        }
    }
}

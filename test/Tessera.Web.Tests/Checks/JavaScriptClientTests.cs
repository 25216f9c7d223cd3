namespace Tessera.Web.Tests.Checks;

/// <summary>FHIR clients of other people work with the server.</summary>
public sealed class JavaScriptClientTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("fhir-kit-client", "capabilities create read update patch history search and pages transaction delete")]
    [InlineData("@medplum/core", "create read update patch conditional create search history batch delete")]
    public async Task A_client_creates_reads_updates_searches_and_deletes(string client, string steps)
    {
        var (code, output, error) = await NodeProgram.Run("clients.mjs", client, new Uri(server.Client.BaseAddress!, "fhir").ToString());
        Assert.True(code == 0, $"after \"{output.Trim()}\":\n{error}");
        Assert.Equal(steps, output.Trim().Replace('\n', ' ').Replace("\r", "", StringComparison.Ordinal));
    }
}

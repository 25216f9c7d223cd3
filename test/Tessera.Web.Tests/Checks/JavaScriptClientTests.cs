using System.ComponentModel;
using System.Diagnostics;

namespace Tessera.Web.Tests.Checks;

/// <summary>FHIR clients of other people work with the server: <c>test/clients</c>, fetched with npm when first asked.</summary>
public sealed class JavaScriptClientTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("fhir-kit-client", "capabilities create read update patch history search and pages transaction delete")]
    [InlineData("@medplum/core", "create read update patch conditional create search history batch delete")]
    public async Task A_client_creates_reads_updates_searches_and_deletes(string client, string steps)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tessera.slnx"))) folder = folder.Parent!;
        var clients = Path.Combine(folder.FullName, "test", "clients");
        await Prepare(clients);
        var (code, output, error) = await Run("node", clients, "clients.mjs", client, new Uri(server.Client.BaseAddress!, "fhir").ToString());
        Assert.True(code == 0, $"after \"{output.Trim()}\":\n{error}");
        Assert.Equal(steps, output.Trim().Replace('\n', ' ').Replace("\r", "", StringComparison.Ordinal));
    }

    private static async Task Prepare(string clients)
    {
        try
        {
            if ((await Run("node", clients, "--version")).Code != 0) Assert.Skip("Node does not run here.");
            if (Directory.Exists(Path.Combine(clients, "node_modules", "fhir-kit-client"))) return;
            // On Windows npm is a script, which only a shell starts.
            var (code, _, error) = OperatingSystem.IsWindows() ? await Run("cmd", clients, "/c", "npm", "ci") : await Run("npm", clients, "ci", "--loglevel=error");
            if (code != 0) Assert.Skip($"The clients cannot be fetched with npm: {error}");
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node is missing: install it (Debian: apt-get install nodejs npm) to run other people's clients.");
        }
    }

    private static async Task<(int Code, string Output, string Error)> Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }
}

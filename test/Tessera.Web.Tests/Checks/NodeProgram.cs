using System.ComponentModel;
using System.Diagnostics;

namespace Tessera.Web.Tests.Checks;

/// <summary>Programs of <c>test/clients</c>, other people's work in Node, whose packages npm fetches when first asked.</summary>
internal static class NodeProgram
{
    private static readonly SemaphoreSlim Fetching = new(1);

    private static string Folder { get; } = Find();

    /// <summary>Starts one; skips the test where Node or its packages are missing.</summary>
    public static async Task<Process> Start(params string[] arguments)
    {
        await Fetching.WaitAsync();
        try
        {
            await Fetch();
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node is missing: install it (Debian: apt-get install nodejs npm) to run other people's clients.");
        }
        finally
        {
            Fetching.Release();
        }

        return Begin("node", arguments);
    }

    /// <summary>Runs one to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var process = await Start(arguments);
        return await End(process);
    }

    private static async Task Fetch()
    {
        using var node = Begin("node", "--version");
        if ((await End(node)).Code != 0) Assert.Skip("Node does not run here.");
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "@medplum", "fhir-router"))) return;
        // On Windows npm is a script, which only a shell starts.
        using var npm = OperatingSystem.IsWindows() ? Begin("cmd", "/c", "npm", "ci") : Begin("npm", "ci", "--loglevel=error");
        var (code, _, error) = await End(npm);
        if (code != 0) Assert.Skip($"The packages of test/clients cannot be fetched with npm: {error}");
    }

    private static Process Begin(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<(int Code, string Output, string Error)> End(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tessera.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "test", "clients");
    }
}

using System.Diagnostics;
using System.Net;

namespace Tessera.Cli.Tests;

public sealed class ServingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_demo_serves_its_centre_until_it_is_interrupted()
    {
        using var demo = TesseraProgram.Launch(new Start { Folder = folder.Path }, "demo", "--port", "0", "--no-browser");
        var address = await Address(demo);
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("health")).StatusCode);
        Assert.Contains("\"total\":25", await http.GetStringAsync("fhir/Patient?_summary=count"), StringComparison.Ordinal);
        Assert.Contains("<html", await http.GetStringAsync(""), StringComparison.Ordinal);
        Assert.Equal(130, await End(demo, "INT"));
        Assert.True(File.Exists(Path.Combine(folder.Path, "tessera-data", "demo", "centre.db")));
    }

    [Fact]
    public async Task A_watched_folder_that_is_not_there_is_told_at_the_start()
    {
        folder.Write("tessera.yaml", "sources:\n  - ndjson: delivered\n    watch: nowhere\n");
        var store = Path.Combine(folder.Path, "centre.db");
        await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"a"}""" }, "load", "-", "--store", store);
        using var server = TesseraProgram.Launch(new Start(), "serve", "--config", Path.Combine(folder.Path, "tessera.yaml"), "--store", store, "--port", "0");
        await Address(server);
        await End(server, "TERM");
        Assert.Contains($"there is no folder {Path.Combine(folder.Path, "nowhere")}, which 'watch' names", await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_served_is_refused_to_a_second_process()
    {
        var store = Path.Combine(folder.Path, "centre.db");
        await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"a"}""" }, "load", "-", "--store", store);
        using var server = TesseraProgram.Launch(new Start(), "serve", "--store", store, "--port", "0");
        var address = await Address(server);
        using var http = new HttpClient { BaseAddress = address };
        Assert.Contains("\"id\":\"a\"", await http.GetStringAsync("fhir/Patient/a"), StringComparison.Ordinal);

        var second = await TesseraProgram.Run("serve", "--store", store, "--port", "0");
        Assert.Equal(3, second.ExitCode);
        Assert.Contains("in use", second.Error, StringComparison.Ordinal);

        var taken = await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"a"}""" }, "load", "-", "--store", Path.Combine(folder.Path, "other.db"));
        Assert.Equal(0, taken.ExitCode);
        var port = await TesseraProgram.Run("serve", "--store", Path.Combine(folder.Path, "other.db"), "--port", address.Port.ToString());
        Assert.Equal(3, port.ExitCode);
        Assert.Contains($"Port {address.Port} is in use", port.Error, StringComparison.Ordinal);

        Assert.Equal(0, await End(server, "TERM"));
    }

    // The first line of stdout is the address, printed when requests are answered.
    internal static async Task<Uri> Address(Process server)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var line = await server.StandardOutput.ReadLineAsync(patience.Token);
        return line is not null ? new Uri(line) : throw new InvalidOperationException(await server.StandardError.ReadToEndAsync(patience.Token));
    }

    internal static async Task<int> End(Process server, string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill command to send a signal with.");
        using (var kill = Process.Start("kill", [$"-{signal}", server.Id.ToString()])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await TesseraProgram.Ended(server, patience.Token);
        return server.ExitCode;
    }
}

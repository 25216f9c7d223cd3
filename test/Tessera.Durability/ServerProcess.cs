using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Tessera.Durability;

/// <summary>The real program, serving a store: <c>dotnet tessera.dll serve</c>.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // …/artifacts/bin/ANY/release/ → …/artifacts/bin/Tessera.Cli/release/
    public static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Tessera.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "tessera.dll"));

    private readonly Task<string> errors;

    private ServerProcess(Process process, Uri address, Task<string> errors)
    {
        (Process, Address, this.errors) = (process, address, errors);
        Http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
    }

    public Process Process { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>Starts the program and returns when it answers.</summary>
    /// <param name="store">The store; made when it does not exist.</param>
    /// <param name="arguments">More of <c>serve</c>.</param>
    public static Task<ServerProcess> Start(string store, params string[] arguments) =>
        Launch("dotnet", [Program, "serve", "--store", store, "--port", "0", .. arguments]);

    /// <summary>Starts the program within a shell script, in which <c>$SERVE</c> is its command for the store at a path.</summary>
    public static Task<ServerProcess> StartWithin(string wrapper, string[] wrapperArguments, string script, string store) =>
        Launch(wrapper, [.. wrapperArguments, "sh", "-c", script.Replace("$SERVE", $"dotnet '{Program}' serve --store '{store}' --port 0 --least-free 1", StringComparison.Ordinal)]);

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> Ended(TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        await Process.WaitForExitAsync(end.Token);
        return Process.ExitCode;
    }

    /// <summary>What it wrote to stderr; to be asked for after its end.</summary>
    public Task<string> Errors => errors;

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task Terminate()
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<(HttpStatusCode Status, string Body)> Send(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/fhir+json");
        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!Process.HasExited) await Kill();
        Process.Dispose();
    }

    private static async Task<ServerProcess> Launch(string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var variable in info.Environment.Keys.Where(name => name.StartsWith("TESSERA_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(variable);
        var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        // The first line of stdout is the address, printed when requests are answered.
        if (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line) return new ServerProcess(process, new Uri(line), errors);
        throw new InvalidOperationException($"the server did not start: {await errors}");
    }
}

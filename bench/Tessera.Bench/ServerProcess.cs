using System.Diagnostics;

namespace Tessera.Bench;

/// <summary>A server in a process of its own, with its memory watched.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Timer timer;
    private double highest;

    private ServerProcess(Process process)
    {
        this.process = process;
        timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
    }

    /// <summary>From the start of the process to its first answer.</summary>
    public double StartSeconds { get; private init; }

    /// <summary>Where it answers.</summary>
    public required Uri Address { get; init; }

    /// <summary>Paths of resources picked by chance.</summary>
    public string[] Paths { get; private set; } = [];

    /// <summary>Ids of patients.</summary>
    public string[] Patients { get; private set; } = [];

    /// <summary>Codes of observations with their systems.</summary>
    public string[] Codes { get; private set; } = [];

    /// <summary>Kestrel without a store, in the same process.</summary>
    public Uri Plain { get; private set; } = new("http://127.0.0.1/");

    /// <summary>GETs from the server.</summary>
    public Task<ServerRate> Get(IReadOnlyList<string> paths) => Wrk.Get(Address, process.Id, paths);

    /// <summary>GETs from Kestrel alone.</summary>
    public Task<ServerRate> GetPlain() => Wrk.Get(Plain, process.Id, ["/"]);

    /// <summary>POSTs to the server.</summary>
    public Task<ServerRate> Post(string path, string body) => Wrk.Post(Address, process.Id, path, body);

    /// <summary>POSTs to Kestrel alone.</summary>
    public Task<ServerRate> PostPlain(string body) => Wrk.Post(Plain, process.Id, "/", body);

    /// <summary>The highest RssAnon so far, in MiB.</summary>
    public double HighestRssAnon => highest;

    /// <summary>Starts a server over a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="policy"><c>strict</c> to validate and refuse, <c>off</c> not to.</param>
    public static async Task<ServerProcess> Start(string store, string policy)
    {
        var started = Stopwatch.GetTimestamp();
        var child = ChildProcess.Start("serve", store, policy);
        var address = new Uri(await Line(child));
        var server = new ServerProcess(child) { Address = address, StartSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
        server.Paths = (await Line(child)).Split(' ');
        server.Patients = (await Line(child)).Split(' ');
        server.Codes = (await Line(child)).Split(' ');
        server.Plain = new Uri(await Line(child));
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await process.StandardInput.WriteLineAsync("stop");
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<string> Line(Process process) =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server ended");

    private void Look()
    {
        try
        {
            highest = Math.Max(highest, ChildProcess.RssAnon(process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It has just ended.
        }
    }
}

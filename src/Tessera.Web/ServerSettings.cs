using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Web;

/// <summary>Where and how a node listens. There is no sign-in yet, so only loopback addresses can be made into settings.</summary>
public sealed record ServerSettings
{
    private ServerSettings(IPAddress address, int port) => (Address, Port) = (address, port);

    /// <summary>The loopback address to listen on.</summary>
    public IPAddress Address { get; }

    /// <summary>The port; 0 for any free one.</summary>
    public int Port { get; }

    /// <summary>Largest request body.</summary>
    public long MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Deepest nesting of objects and arrays in a body.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>Bounds of a resource that comes in or is made by a patch.</summary>
    internal DocumentLimits Limits => new(MaxDepth, (int)Math.Min(MaxBodyBytes, DocumentLimits.Default.MaxBytes));

    /// <summary>Largest sum of a request's headers, and largest request line.</summary>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>How long the headers of a request may take to arrive.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes per second at which a body has to arrive, after five seconds.</summary>
    public int LeastBodyRate { get; init; } = 240;

    /// <summary>How long a request may take; then its work is stopped.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most connections at a time; further ones are closed at once.</summary>
    public int MaxConnections { get; init; } = 2000;

    /// <summary>How long requests may go on that are under way when the server is told to stop.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Below so many free bytes on the disk of the store the node is not ready.</summary>
    public long LeastFreeBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Matches per page of a search when <c>_count</c> is not given.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Most matches per page; a greater <c>_count</c> is lowered to it.</summary>
    public int LargestPage { get; init; } = 1000;

    /// <summary>Most entries of a batch or transaction.</summary>
    public int LargestBundle { get; init; } = 5000;

    /// <summary>Origins such as <c>https://app.example</c> whose pages may call the FHIR API from a browser; none by default, since any page
    /// could otherwise read the centre through its visitor's browser.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>FHIR servers besides this node that the page <c>/check</c> may ask.</summary>
    public IReadOnlyList<Uri> CheckedServers { get; init; } = [];

    /// <summary>What <c>$process-message</c> hands messages to, one per event.</summary>
    public IReadOnlyList<IMessageReceiver> MessageReceivers { get; init; } = [];

    /// <summary>The node on this machine only.</summary>
    public static ServerSettings Loopback(int port) => new(IPAddress.Loopback, port);

    /// <summary>Reads a host and port that a person gave.</summary>
    /// <param name="host">An IP address or <c>localhost</c>.</param>
    /// <param name="port">0 to 65535.</param>
    /// <param name="settings">The settings, or null.</param>
    /// <param name="issue">Why not, or null.</param>
    public static bool TryCreate(string host, int port, [NotNullWhen(true)] out ServerSettings? settings, [NotNullWhen(false)] out Issue? issue)
    {
        ArgumentNullException.ThrowIfNull(host);
        (settings, issue) = (null, null);
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed : null;
        if (address is null)
            issue = Problem($"'{host}' is not an IP address.", "Use 127.0.0.1 or ::1.");
        else if (!IPAddress.IsLoopback(address))
            issue = Problem($"The address {host} can be reached from other machines, and there is no sign-in yet.", "Use 127.0.0.1, and a tunnel such as SSH to reach it from elsewhere.");
        else if (port is < 0 or > 65535)
            issue = Problem($"{port} is not a port.", "Use a number from 0 to 65535.");
        else
            settings = new ServerSettings(address, port);
        return settings is not null;
    }

    private static Issue Problem(string message, string fix) => new(IssueSeverity.Fatal, IssueType.Invalid, "", message) { Fix = fix };
}

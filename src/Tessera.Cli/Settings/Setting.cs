using System.CommandLine;
using System.Globalization;

namespace Tessera.Cli.Settings;

/// <summary>A value that a flag, the environment, the configuration file or a default gives, in this order.</summary>
internal sealed class Setting
{
    /// <summary>Where resources live.</summary>
    public static readonly Setting Store = new("store", "PATH", "tessera-data/centre.db", "The store: a file, or postgres://…");

    /// <summary>Where the server listens.</summary>
    public static readonly Setting Host = new("host", "ADDRESS", "127.0.0.1", "Address to listen on; loopback only until there is sign-in");

    /// <summary>The server's port.</summary>
    public static readonly Setting Port = new("port", "N", "8080", "Port to listen on") { Range = (0, 65535) };

    /// <summary>How many resources are worked on at once.</summary>
    public static readonly Setting Jobs = new("jobs", "N", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), "How many cores to use") { Range = (1, 1024) };

    /// <summary>Where the demo keeps its centre.</summary>
    public static readonly Setting Data = new("data", "DIR", "tessera-data/demo", "Folder of the demo centre");

    /// <summary>Largest body of a request.</summary>
    public static readonly Setting MaxBody = new("max-body", "MB", "16", "Largest request body") { Range = (1, 1024) };

    /// <summary>Deepest nesting of a body.</summary>
    public static readonly Setting MaxDepth = new("max-depth", "N", "128", "Deepest nesting of objects and arrays in a body") { Range = (8, 512) };

    /// <summary>Largest headers of a request.</summary>
    public static readonly Setting MaxHeaders = new("max-headers", "KB", "32", "Largest headers of a request") { Range = (4, 256) };

    /// <summary>Time for the headers.</summary>
    public static readonly Setting HeaderSeconds = new("header-seconds", "N", "10", "How long the headers of a request may take to arrive") { Range = (1, 600) };

    /// <summary>Slowest body.</summary>
    public static readonly Setting BodyRate = new("body-rate", "N", "240", "Bytes per second at which a body has to arrive, after five seconds") { Range = (1, 1_000_000) };

    /// <summary>Time for a request.</summary>
    public static readonly Setting RequestSeconds = new("request-seconds", "N", "30", "How long a request may take before its work is stopped") { Range = (1, 3600) };

    /// <summary>Connections at a time.</summary>
    public static readonly Setting MaxConnections = new("max-connections", "N", "2000", "Most connections at a time") { Range = (10, 100_000) };

    /// <summary>Matches per page.</summary>
    public static readonly Setting PageSize = new("page-size", "N", "50", "Matches per page when a search names no _count") { Range = (1, 10_000) };

    /// <summary>Most matches per page.</summary>
    public static readonly Setting LargestPage = new("largest-page", "N", "1000", "Most matches per page, whatever _count says") { Range = (1, 10_000) };

    /// <summary>Most entries of a Bundle.</summary>
    public static readonly Setting LargestBundle = new("largest-bundle", "N", "5000", "Most entries of a batch or transaction") { Range = (1, 100_000) };

    /// <summary>Patience at the end.</summary>
    public static readonly Setting StopSeconds = new("stop-seconds", "N", "20", "How long requests under way may go on when the server is told to stop") { Range = (0, 3600) };

    /// <summary>Room that has to be left.</summary>
    public static readonly Setting LeastFree = new("least-free", "MB", "64", "Below so much free disk the node says that it is not ready") { Range = (0, 1_000_000) };

    /// <summary>Room of the audit on a full disk.</summary>
    public static readonly Setting AuditReserve = new("audit-reserve", "MB", "2", "Room kept for the audit, out of which it goes on when the disk is full") { Range = (1, 64) };

    /// <summary>How the server logs.</summary>
    public static readonly Setting Log = new("log", "text|json", "text", "text: warnings and errors; json: these and one line per request") { Choices = ["text", "json"] };

    /// <summary>Whose pages may call the API.</summary>
    public static readonly Setting AllowOrigin = new("allow-origin", "ORIGINS", "", "Origins, comma-separated, whose pages may call the FHIR API from a browser; none unless named") { Optional = true };

    /// <summary>Where measurements and spans go.</summary>
    public static readonly Setting Otlp = new("otlp", "URL", "", "OpenTelemetry collector (gRPC) that gets metrics and spans; none unless named") { Optional = true };

    /// <summary>What the page that checks servers may ask.</summary>
    public static readonly Setting Checkable = new("checkable", "URL,…", "", "FHIR servers that the page /check may ask besides this node") { Optional = true, AreAddresses = true };

    private Setting(string name, string placeholder, string fallback, string description)
    {
        (Name, Default) = (name, fallback);
        Option = new Option<string>("--" + name) { HelpName = placeholder, Description = fallback.Length == 0 ? description : $"{description} (default {fallback})" };
        Option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Complaint(token.Value) is { } complaint) result.AddError(complaint);
        });
    }

    /// <summary>All settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<Setting> All => [Store, Host, Port, Jobs, Data, .. OfServer];

    /// <summary>Limits and logs of a server.</summary>
    public static IReadOnlyList<Setting> OfServer =>
    [
        MaxBody, MaxDepth, MaxHeaders, HeaderSeconds, BodyRate, RequestSeconds, MaxConnections, PageSize, LargestPage, LargestBundle, StopSeconds, LeastFree, AuditReserve, AllowOrigin, Log, Otlp, Checkable,
    ];

    /// <summary>Name of the flag and of the key in the configuration file.</summary>
    public string Name { get; }

    /// <summary>Name of the environment variable.</summary>
    public string Variable => "TESSERA_" + Name.ToUpperInvariant().Replace('-', '_');

    public string Default { get; }

    /// <summary>The flag.</summary>
    public Option<string> Option { get; }

    /// <summary>For numbers: least and greatest.</summary>
    public (int Least, int Greatest)? Range { get; init; }

    /// <summary>For words: those that there are.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Whether it may be empty.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it is a list of addresses of http or https.</summary>
    public bool AreAddresses { get; init; }

    /// <summary>What is wrong with a value, or null.</summary>
    public string? Complaint(string value) => Range switch
    {
        null when Choices is not null && !Choices.Contains(value) => $"--{Name} needs one of {string.Join(", ", Choices)}, not '{value}'",
        null when AreAddresses && value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(text => Address(text) is null) is { } wrong =>
            $"--{Name} needs addresses such as https://fhir.example.org/r4, not '{wrong}'",
        null => value.Length == 0 && !Optional ? $"--{Name} needs a value" : null,
        var (least, greatest) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest
            ? null
            : $"--{Name} needs a whole number from {least} to {greatest}, not '{value}'",
    };

    /// <summary>An address of http or https without a slash at its end, or null.</summary>
    public static Uri? Address(string text) => Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}

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

    private Setting(string name, string placeholder, string fallback, string description)
    {
        (Name, Default) = (name, fallback);
        Option = new Option<string>("--" + name) { HelpName = placeholder, Description = $"{description} (default {fallback})" };
        Option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Complaint(token.Value) is { } complaint) result.AddError(complaint);
        });
    }

    /// <summary>All settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<Setting> All => [Store, Host, Port, Jobs, Data];

    /// <summary>Name of the flag and of the key in the configuration file.</summary>
    public string Name { get; }

    /// <summary>Name of the environment variable.</summary>
    public string Variable => "TESSERA_" + Name.ToUpperInvariant();

    public string Default { get; }

    /// <summary>The flag.</summary>
    public Option<string> Option { get; }

    /// <summary>For numbers: least and greatest.</summary>
    public (int Least, int Greatest)? Range { get; init; }

    /// <summary>What is wrong with a value, or null.</summary>
    public string? Complaint(string value) => Range switch
    {
        null => value.Length == 0 ? $"--{Name} needs a value" : null,
        var (least, greatest) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest
            ? null
            : $"--{Name} needs a whole number from {least} to {greatest}, not '{value}'",
    };
}

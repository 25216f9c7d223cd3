using System.CommandLine;

namespace Tessera.Cli;

/// <summary>Flags that several commands have and that mean the same in each.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document" };

    public static Option<bool> Ndjson() => new("--ndjson") { Description = "Print one JSON object per line" };
}

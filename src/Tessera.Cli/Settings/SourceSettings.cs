using System.Globalization;
using Tessera.Centre.Running;
using Tessera.Centre.Vanishing;
using YamlDotNet.RepresentationModel;

namespace Tessera.Cli.Settings;

/// <summary>What a configuration says of a source beside what it is: when it runs by itself, from which mark on it is read, what becomes of what
/// vanishes.</summary>
internal sealed record SourceSettings
{
    /// <summary>A source of which nothing is said.</summary>
    public static readonly SourceSettings None = new();

    /// <summary>Keys that a source may have.</summary>
    public static readonly IReadOnlyList<string> Keys = ["every", "at", "watch", "vanished", "largestShare", "incremental"];

    public SourceSchedule Schedule { get; init; } = SourceSchedule.Never;

    public VanishedPolicy Vanished { get; init; } = VanishedPolicy.Keep;

    /// <summary>Column with the day on which a row was recorded, when the files are read from a watermark on; else null.</summary>
    public string? MarkColumn { get; init; }

    /// <summary>Line and column of the configuration where that is said, from 1.</summary>
    public (int Line, int Column) MarkPlace { get; init; }

    /// <summary>Reads them from the lines of a source.</summary>
    /// <param name="source">The lines.</param>
    /// <param name="resolve">Makes full paths.</param>
    /// <param name="settings">What they say.</param>
    /// <returns>What is wrong and where, or null.</returns>
    public static (YamlNode Place, string Message)? Read(YamlMappingNode source, Func<string, string> resolve, out SourceSettings settings)
    {
        settings = None;
        foreach (var (name, value) in source.Children)
        {
            var text = (value as YamlScalarNode)?.Value ?? "";
            var key = (name as YamlScalarNode)?.Value ?? "";
            if (!Keys.Contains(key)) continue;
            if (settings.With(key, text, resolve) is not { } changed) return (value, $"'{key}' needs {Wanted(key)}, not '{text}'");
            settings = key == "incremental" ? changed with { MarkPlace = ((int)value.Start.Line, (int)value.Start.Column) } : changed;
        }

        return null;
    }

    private SourceSettings? With(string key, string text, Func<string, string> resolve) => key switch
    {
        "every" => Duration(text) is { } every ? this with { Schedule = Schedule with { Every = every } } : null,
        "at" => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? this with { Schedule = Schedule with { At = at } } : null,
        "watch" => text.Length > 0 ? this with { Schedule = Schedule with { Watch = resolve(text) } } : null,
        "vanished" => Enum.TryParse<VanishedRule>(text, ignoreCase: true, out var rule) && !char.IsAsciiDigit(text[0]) ? this with { Vanished = Vanished with { Rule = rule } } : null,
        "largestShare" => Share(text) is { } share ? this with { Vanished = Vanished with { LargestShare = share } } : null,
        _ => text.Length > 0 ? this with { MarkColumn = text } : null,
    };

    private static string Wanted(string key) => key switch
    {
        "every" => "a time such as 30s, 15m, 6h or 1d, at least 10s",
        "at" => "a time of day such as \"02:30\", in quotes",
        "watch" => "a folder",
        "vanished" => "one of keep, mark, delete",
        "largestShare" => "a share such as 10 %",
        _ => "a column",
    };

    private static TimeSpan? Duration(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 100_000) return null;
        TimeSpan? time = text[^1] switch { 's' => TimeSpan.FromSeconds(number), 'm' => TimeSpan.FromMinutes(number), 'h' => TimeSpan.FromHours(number), 'd' => TimeSpan.FromDays(number), _ => null };
        return time >= TimeSpan.FromSeconds(10) ? time : null;
    }

    private static double? Share(string text) =>
        double.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && text.EndsWith('%') && number <= 100 ? number / 100 : null;
}

using System.CommandLine;
using System.Globalization;
using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Import;

/// <summary>A record as a person names it: <c>FILE:ROW</c>.</summary>
internal static class RecordPlace
{
    public static Argument<string> Argument()
    {
        var record = new Argument<string>("FILE:ROW") { Description = "The record, such as observation-information.csv:12" };
        record.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !TryRead(token.Value, out _, out _)) result.AddError($"'{token.Value}' is not a file and a row, such as observation-information.csv:12");
        });
        return record;
    }

    public static bool TryRead(string text, out string file, out int row)
    {
        var colon = text.LastIndexOf(':');
        (file, row) = (colon > 0 ? text[..colon] : "", 0);
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out row);
    }

    /// <summary>The one record at a place that can be corrected or was; null after saying why there is none.</summary>
    public static CorrectableRecord? Find(CommandTerminal terminal, CentreNode node, string place, string? source, out ExitCode refused)
    {
        TryRead(place, out var file, out var row);
        var found = CorrectableRecords.At(node, file, row, source);
        refused = ExitCode.Ok;
        if (found.Count == 0) refused = terminal.Refuse(ExitCode.Unreadable, $"{place} is neither in quarantine nor corrected.", "./tessera quarantine list names the records that are.");
        if (found.Count > 1) refused = terminal.Refuse(ExitCode.Usage, $"Several sources have {place}: {string.Join(", ", found.Select(one => one.Source))}.", "Name one with --source.");
        return found.Count == 1 ? found[0] : null;
    }
}

using System.CommandLine;
using System.Globalization;

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
}

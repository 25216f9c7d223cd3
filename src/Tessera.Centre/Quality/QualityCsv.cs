using System.Buffers;
using System.Globalization;
using System.Text;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>The counts as comma-separated values (RFC 4180), a row per element, source and month: rows add up. With a byte order mark, which
/// spreadsheets need to read UTF-8.</summary>
public static class QualityCsv
{
    private const string Header = "element,list,group,subject,label,denominator,source,month,expected,in_source,extracted,valid,coded,uncheckable,plausible,doubtful,recent,usable\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the counts.</summary>
    /// <param name="report">The report.</param>
    /// <param name="only">One element, or null for all.</param>
    public static byte[] Write(QualityReport report, QualityElement? only)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder("\uFEFF").Append(Header);
        foreach (var (key, counts) in report.Totals.Counts.Where(pair => pair.Key.Rule is null && (report.Source is null || pair.Key.Source == report.Source))
            .OrderBy(pair => pair.Key.Entry).ThenBy(pair => pair.Key.Source, StringComparer.Ordinal).ThenBy(pair => pair.Key.Month))
        {
            var element = report.Lines[key.Element].Element;
            if (only is not null && only != element) continue;
            string?[] cells =
            [
                element.Id, element.List.ToString().ToLowerInvariant(), element.Group.ToString().ToLowerInvariant(), element.Subject, element.Label, element.Denominator.Key, key.Source, Month(key.Month),
                Number(counts.Expected), Number(counts.InSource), Number(counts.Extracted), Number(counts.Valid), element.IsCoded ? Number(counts.Coded) : "", element.IsCoded ? Number(counts.Uncheckable) : "",
                Number(counts.Plausible), Number(counts.Doubtful), element.IsTimely ? Number(counts.Recent) : "", Number(counts.Usable),
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A month as <c>2024-07</c>; empty when it is not known.</summary>
    public static string Month(int month) => month == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{month / 100:0000}-{month % 100:00}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A cell that begins like a formula is one to a spreadsheet: https://owasp.org/www-community/attacks/CSV_Injection
    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var safe = value[0] is '=' or '+' or '-' or '@' ? "'" + value : value;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

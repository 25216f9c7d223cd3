using System.Buffers;
using System.Globalization;
using System.Text;
using Tessera.Fhir.Validation;

namespace Tessera.Web.Pages.Journeys;

/// <summary>The facts of a journey as comma-separated values (RFC 4180) with a byte order mark, which spreadsheets need to read UTF-8.</summary>
internal static class JourneyCsv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static byte[] Write(IReadOnlyList<FactRow> rows)
    {
        var text = new StringBuilder("\uFEFFdate,date_end,group,kind,fact,resource,evidence,file,row,check\r\n");
        foreach (var row in rows)
        {
            var fact = row.Fact;
            string?[] cells =
            [
                fact.Date?.Start, fact.Date?.End, fact.Group.ToString().ToLowerInvariant(), fact.Kind, fact.Says, fact.Source, string.Join(' ', fact.Related),
                row.Origin?.File, row.Origin?.Row?.ToString(CultureInfo.InvariantCulture), row.Verdict switch { Verdict.Valid => "valid", Verdict.Invalid => "invalid", _ => "not checked" },
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A cell that begins like a formula is one to a spreadsheet: https://owasp.org/www-community/attacks/CSV_Injection
    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

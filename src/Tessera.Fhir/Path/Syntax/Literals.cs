using System.Globalization;
using System.Text;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Syntax;

/// <summary>From written literals to values. See http://hl7.org/fhirpath/N1/#literals</summary>
internal static class Literals
{
    /// <summary>Text without its escapes. A backslash before another character stays, which is what authors of regular expressions mean.</summary>
    public static string Unescape(ReadOnlySpan<char> written)
    {
        if (!written.Contains('\\')) return written.ToString();
        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\' || i + 1 == written.Length)
            {
                text.Append(written[i]);
                continue;
            }
            var escape = written[++i];
            if (escape == 'u' && i + 4 < written.Length && ushort.TryParse(written.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                i += 4;
                continue;
            }
            switch (escape)
            {
                case 'f': text.Append('\f'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case '\'' or '"' or '`' or '\\' or '/': text.Append(escape); break;
                default: text.Append('\\').Append(escape); break;
            }
        }
        return text.ToString();
    }

    public static FhirPathValue? Number(ReadOnlySpan<char> written)
    {
        if (written[^1] == 'L') return long.TryParse(written[..^1], out var large) ? FhirPathValue.OfLong(large) : null;
        if (!written.Contains('.')) return int.TryParse(written, out var integer) ? FhirPathValue.Of(integer) : Decimal(written);
        return Decimal(written);
    }

    private static FhirPathValue? Decimal(ReadOnlySpan<char> written) =>
        decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? FhirPathValue.Of(number) : null;

    /// <summary>What stands after the <c>@</c>.</summary>
    public static FhirPathValue? Moment(ReadOnlySpan<char> written)
    {
        Span<byte> text = stackalloc byte[64];
        if (written.Length > 60 || !Encoding.UTF8.TryGetBytes(written, text, out var length)) return null;
        text = text[..length];
        if (text is [(byte)'T', ..]) return TemporalText.TryTime(text[1..], out var time) ? FhirPathValue.Of(time, FhirPathValueKind.Time) : null;
        if (!text.Contains((byte)'T')) return TemporalText.TryDate(text, out var date) ? FhirPathValue.Of(date, FhirPathValueKind.Date) : null;
        return TemporalText.TryDateTime(text, out var moment) ? FhirPathValue.Of(moment, FhirPathValueKind.DateTime) : null;
    }

    public static bool TryUnit(ReadOnlySpan<char> written, bool quoted, out PathUnit unit)
    {
        if (!quoted) return PathUnit.TryCalendar(written.ToString(), out unit);
        unit = PathUnit.OfUcum(Unescape(written[1..^1]));
        return true;
    }
}

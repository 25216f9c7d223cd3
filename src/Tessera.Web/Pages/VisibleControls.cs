using System.Globalization;
using System.Text.RegularExpressions;

namespace Tessera.Web.Pages;

/// <summary>Makes characters visible that change how their neighbours are read without being seen: overrides of the direction of text and
/// characters without width. In a name or a code they can make one patient look like another (https://www.unicode.org/reports/tr36/).
/// Joiners, which names of some scripts need, are left alone.</summary>
internal static partial class VisibleControls
{
    /// <summary>Marks them in a finished page, where they stand as themselves or as references.</summary>
    public static string Mark(string html) => Control().Replace(html, static match =>
    {
        var code = match.Groups[1].Success ? int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : match.Value[0];
        return string.Create(CultureInfo.InvariantCulture, $"[U+{code:X4}]");
    });

    [GeneratedRegex("&#x(200B|200E|200F|202[A-E]|2060|206[6-9]|FEFF|061C);|[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u061C]")]
    private static partial Regex Control();
}

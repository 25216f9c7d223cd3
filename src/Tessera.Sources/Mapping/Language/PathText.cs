using System.Globalization;

namespace Tessera.Sources.Mapping.Language;

/// <summary>A text of a mapping whose paths in parentheses, such as <c>$(code.coding.where(system = 'http://loinc.org').code)</c>, are set aside while
/// the rest is read: a path may hold bars, arrows and words that mean something else outside of it.</summary>
internal sealed class PathText
{
    private const char Mark = '\u0001';

    private readonly List<string> paths = [];

    public PathText(string text)
    {
        var at = 0;
        while (text.IndexOf("$(", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            var end = Close(text, open + 1);
            if (end < 0) break;
            var mark = $"{Mark}{paths.Count.ToString(CultureInfo.InvariantCulture)}{Mark}";
            paths.Add(text[(open + 2)..end]);
            text = string.Concat(text.AsSpan(0, open + 1), mark, text.AsSpan(end + 1));
            at = open + 1 + mark.Length;
        }

        Text = text;
    }

    /// <summary>The text, with a mark in the place of each path.</summary>
    public string Text { get; }

    /// <summary>A piece of the text as it was written.</summary>
    public string Show(string piece)
    {
        for (var i = 0; i < paths.Count; i++) piece = piece.Replace(MarkOf(i), $"({paths[i]})", StringComparison.Ordinal);
        return piece;
    }

    /// <summary>The column that a piece names: a path without its parentheses, or the piece itself.</summary>
    public string Column(string piece)
    {
        for (var i = 0; i < paths.Count; i++)
            if (piece == MarkOf(i)) return paths[i].Trim();
        return Show(piece);
    }

    private static string MarkOf(int path) => $"{Mark}{path.ToString(CultureInfo.InvariantCulture)}{Mark}";

    // Parentheses within quotes are text: http://hl7.org/fhirpath/N1/#string
    private static int Close(string text, int open)
    {
        var (depth, quote) = (0, '\0');
        for (var i = open; i < text.Length; i++)
        {
            var letter = text[i];
            if (quote != '\0')
            {
                if (letter == '\\') i++;
                else if (letter == quote) quote = '\0';
            }
            else if (letter is '\'' or '`' or '"') quote = letter;
            else if (letter == '(') depth++;
            else if (letter == ')' && --depth == 0) return i;
        }

        return -1;
    }
}

using System.Text;

namespace Tessera.Oncology.Quality;

/// <summary>An element's path in words.</summary>
internal static class ElementLabel
{
    /// <summary><c>Condition.bodySite.extension:lateralityQualifier</c> as <c>Body site › laterality qualifier</c>.</summary>
    public static string Of(string id)
    {
        var words = id.Split('.').Skip(1).Select(Part).ToList();
        words[0] = char.ToUpperInvariant(words[0][0]) + words[0][1..];
        return string.Join(" › ", words);
    }

    private static string Part(string part)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var isNamed = colon > 0 && part[..colon] is "extension" or "component" or "result" or "hasMember" or "entry";
        return Words(colon < 0 ? part : isNamed ? part[(colon + 1)..] : part.Replace(":", " – ", StringComparison.Ordinal));
    }

    // TNMCategory is "TNM category": a run of capitals is a word.
    private static string Words(string name)
    {
        var text = name.Replace("[x]", "", StringComparison.Ordinal).Replace('-', ' ');
        var words = new StringBuilder(text.Length + 4);
        for (var at = 0; at < text.Length; at++)
        {
            var isCapital = char.IsAsciiLetterUpper(text[at]);
            var endsRun = at + 1 == text.Length || !char.IsAsciiLetterUpper(text[at + 1]);
            var inRun = at > 0 && char.IsAsciiLetterUpper(text[at - 1]);
            if (isCapital && at > 0 && text[at - 1] != ' ' && (!inRun || (endsRun && at + 1 < text.Length))) words.Append(' ');
            words.Append(isCapital && endsRun && !(inRun && at + 1 == text.Length) ? char.ToLowerInvariant(text[at]) : text[at]);
        }

        return words.ToString();
    }
}

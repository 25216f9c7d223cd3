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

    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name.Replace("[x]", "", StringComparison.Ordinal).Replace('-', ' '))
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0 && char.IsAsciiLetterLower(words[^1])) words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}

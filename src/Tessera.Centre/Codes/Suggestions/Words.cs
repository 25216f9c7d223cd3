using System.Collections.Frozen;
using System.Text;

namespace Tessera.Centre.Codes.Suggestions;

/// <summary>Takes a text apart into words that can be compared: lower case, no accents, no punctuation, no plurals, nothing that carries no
/// meaning. Signs that change the meaning (<c>HER2+</c>, <c>&lt; 5</c>) and numbers stay.</summary>
internal static class Words
{
    private const int ShortestWithPlural = 5;

    // Letters with a mark, by the letter without; the base of a group stands first.
    private static readonly FrozenDictionary<char, string> Plain = Fold(
        "aàáâãäåāăą", "cçćč", "dďđ", "eèéêëēėęě", "gğ", "iìíîïī", "lłľ", "nñńň", "oòóôõöøōő", "rřŕ", "sśšşș", "tťțţ", "uùúûüūůű", "yýÿ", "zźżž");

    private static readonly FrozenSet<string> Empty =
        "of the a an and nos der die das des dem den von im und le la les de du d l et el los las del y e di della structure".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // What SNOMED CT writes after a name to say what kind of thing it is; other words in parentheses belong to the name.
    private static readonly string[] Tags =
    [
        "(severity modifier)", "(disorder)", "(finding)", "(procedure)", "(body structure)", "(morphologic abnormality)", "(qualifier value)", "(observable entity)", "(substance)", "(product)",
        "(regime/therapy)", "(tumor staging)", "(staging scale)", "(specimen)", "(situation)", "(physical object)", "(organism)", "(cell structure)",
    ];

    /// <summary>The words in their order; none when the text has no letter or digit.</summary>
    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var body = WithoutTag(text);
        for (var at = 0; at < body.Length; at++)
        {
            var letter = char.ToLowerInvariant(body[at]);
            if (char.IsLetterOrDigit(letter) || IsWithinNumber(body, at)) Append(word, letter);
            else
            {
                Take(words, word);
                if (letter is '+' or '<' or '>' or '=' || (letter is '-' or '−' && IsSign(body, at))) words.Add(letter == '−' ? "-" : letter.ToString());
            }
        }

        Take(words, word);
        return words;
    }

    private static string WithoutTag(string text)
    {
        // Some names carry two: "Severe (severity modifier) (qualifier value)".
        var trimmed = text.AsSpan().TrimEnd();
        for (var hasTag = true; hasTag;)
        {
            hasTag = false;
            foreach (var tag in Tags)
            {
                if (!trimmed.EndsWith(tag, StringComparison.OrdinalIgnoreCase) || trimmed.Length == tag.Length) continue;
                trimmed = trimmed[..^tag.Length].TrimEnd();
                hasTag = true;
            }
        }

        return trimmed.Length == text.Length ? text : trimmed.ToString();
    }

    private static void Append(StringBuilder word, char letter)
    {
        if (letter == ',') word.Append('.');
        else if (letter == 'ß') word.Append("ss");
        else if (letter == 'æ') word.Append("ae");
        else if (letter == 'œ') word.Append("oe");
        else if (Plain.TryGetValue(letter, out var plain)) word.Append(plain);
        else word.Append(letter);
    }

    private static void Take(List<string> words, StringBuilder word)
    {
        if (word.Length == 0) return;
        var text = word.ToString();
        word.Clear();
        if (!Empty.Contains(text)) words.Add(Singular(text));
    }

    // A decimal sign stays; one that ends a sentence does not.
    private static bool IsWithinNumber(string text, int at) =>
        text[at] is '.' or ',' && at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);

    // "HER2-" is negative, "HER2-positive" is not.
    private static bool IsSign(string text, int at) =>
        at > 0 && char.IsLetterOrDigit(text[at - 1]) && (at + 1 == text.Length || text[at + 1] is ' ' or ',' or ';' or ')');

    // Lightly, and the same for both texts that are compared: English, French and Spanish -s, Latin -sis and -ses, German -en.
    private static string Singular(string word)
    {
        if (word.Length < ShortestWithPlural || word.Any(char.IsAsciiDigit)) return word;
        if (word.EndsWith("sis", StringComparison.Ordinal)) return word[..^2] + "e";
        if (word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i')) return word[..^1];
        return word.Length >= 7 && word.EndsWith("en", StringComparison.Ordinal) ? word[..^1] : word;
    }

    private static FrozenDictionary<char, string> Fold(params string[] groups) =>
        groups.SelectMany(group => group[1..].Select(letter => KeyValuePair.Create(letter, group[..1]))).ToFrozenDictionary();
}

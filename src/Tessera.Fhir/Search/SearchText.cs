using System.Text;

namespace Tessera.Fhir.Search;

/// <summary>Text as search compares it: without case, accents and doubled spaces (https://hl7.org/fhir/R4/search.html#string).
/// The program runs without culture data, so the letters are in a table of ours.</summary>
public static class SearchText
{
    // Lower-case letters with marks, by the plain letters they are found under.
    private static readonly (string Plain, string Letters)[] Families =
    [
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặ"), ("ae", "æǣǽ"), ("b", "ḃḅḇ"), ("c", "çćĉċč"), ("d", "ďđðḋḍḏḑḓ"), ("e", "èéêëēĕėęěȅȇȩẹẻẽếềểễệ"),
        ("f", "ḟ"), ("g", "ĝğġģǧǵ"), ("h", "ĥħḣḥḧḩḫẖ"), ("i", "ìíîïĩīĭįıǐȉȋỉị"), ("ij", "ĳ"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľŀłḷḹḻḽ"),
        ("m", "ḿṁṃ"), ("n", "ñńņňŉǹṅṇṉṋ"), ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱọỏốồổỗộớờởỡợ"), ("oe", "œ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"),
        ("s", "śŝşšșṡṣ"), ("ss", "ß"), ("t", "ţťŧțṫṭṯṱẗ"), ("th", "þ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"),
        ("x", "ẋẍ"), ("y", "ýÿŷȳẏỳỵỷỹẙ"), ("z", "źżžẑẓẕ"),
        ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"), ("υ", "ύϋΰ"), ("ω", "ώ"), ("σ", "ς"), ("е", "ёѐ"), ("и", "ѝ"), ("і", "ї"), ("г", "ґѓ"), ("к", "ќ"),
    ];

    private static readonly Dictionary<char, string> Plain =
        Families.SelectMany(family => family.Letters, (family, letter) => (letter, family.Plain)).ToDictionary(pair => pair.letter, pair => pair.Plain);

    /// <summary>The text that is compared.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c < 0x80) AppendAscii(folded, c);
            else if (c == 'İ') folded.Append('i'); // has no small letter without culture data
            else if (IsCombiningMark(c)) continue;
            else if (char.IsWhiteSpace(c)) AppendAscii(folded, ' ');
            else if (char.ToLowerInvariant(c) is var lower && Plain.TryGetValue(lower, out var plain)) folded.Append(plain);
            else folded.Append(lower);
        }
        if (folded.Length > 0 && folded[^1] == ' ') folded.Length--;
        return folded.ToString();
    }

    private static void AppendAscii(StringBuilder folded, char c)
    {
        if (!char.IsWhiteSpace(c)) folded.Append(char.ToLowerInvariant(c));
        else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
    }

    private static bool IsCombiningMark(char c) => c is >= '\u0300' and <= '\u036F';
}

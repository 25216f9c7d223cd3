using System.Text;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Search values escape <c>, | $ \</c> with a backslash (https://hl7.org/fhir/R4/search.html#escaping).</summary>
internal static class EscapedText
{
    /// <summary>Cuts at each separator that is not escaped; escapes stay.</summary>
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }
        parts.Add(text[start..]);
        return parts;
    }

    /// <summary>The text without its escapes.</summary>
    public static string Plain(string text)
    {
        if (!text.Contains('\\')) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is (',' or '|' or '$' or '\\')) i++;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }
}

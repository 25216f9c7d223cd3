using System.Collections.Frozen;
using System.Text;
using System.Xml;

namespace Tessera.Fhir.Path.Functions;

/// <summary>The rules of narrative XHTML, txt-1 and txt-2: https://hl7.org/fhir/R4/narrative.html#rules</summary>
internal static class Narrative
{
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    // Basic formatting of HTML 4.0 chapters 7-11 (except 11.1's forms and frames) and 15, a with name, images.
    private static readonly FrozenSet<string> AllowedElements = FrozenSet.ToFrozenSet(
    [
        "abbr", "acronym", "b", "big", "blockquote", "br", "cite", "code", "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "i", "img", "li", "ol", "p", "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt",
        "ul", "var", "a", "col", "colgroup", "caption", "kbd", "bdo", "ins", "del", "address", "map", "area", "center", "s", "strike", "u", "font",
    ], StringComparer.Ordinal);

    private static readonly FrozenSet<string> ForbiddenAttributes = FrozenSet.ToFrozenSet(["action", "formaction", "srcdoc", "target"], StringComparer.Ordinal);

    /// <summary>Whether a div is well-formed, has only allowed elements and attributes, and has some text or image.</summary>
    public static bool IsAllowed(ReadOnlySpan<byte> text)
    {
        // A document type or processing instruction is never allowed, and this keeps the reader from looking at entities.
        if (text.IndexOf("<!DOCTYPE"u8) >= 0 || text.IndexOf("<?"u8) >= 0) return false;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1024 };
        try
        {
            using var reader = XmlReader.Create(new StringReader(Entities(Encoding.UTF8.GetString(text))), settings);
            return IsAllowed(reader);
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsAllowed(XmlReader reader)
    {
        var content = false;
        var first = true;
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && !string.IsNullOrWhiteSpace(reader.Value)) content = true;
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (first && (reader.LocalName != "div" || reader.NamespaceURI != Xhtml)) return false;
            first = false;
            if (!AllowedElements.Contains(reader.LocalName) || reader.NamespaceURI != Xhtml || !AttributesAllowed(reader)) return false;
            content |= reader.LocalName == "img";
        }
        return content && !first;
    }

    private static bool AttributesAllowed(XmlReader reader)
    {
        for (var i = 0; i < reader.AttributeCount; i++)
        {
            reader.MoveToAttribute(i);
            var name = reader.LocalName;
            var script = name.StartsWith("on", StringComparison.OrdinalIgnoreCase) ||
                (name is "href" or "src" && reader.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
            if (script || ForbiddenAttributes.Contains(name)) return false;
        }
        reader.MoveToElement();
        return true;
    }

    // The named entities of HTML are allowed in narrative; XML knows five of them, the others become characters first.
    private static string Entities(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '&' ? text.IndexOf(';', i) : -1;
            if (end < 0 || end - i > 10 || text[i + 1] == '#' || text.AsSpan(i + 1, end - i - 1) is "amp" or "lt" or "gt" or "quot" or "apos")
            {
                result.Append(text[i]);
                continue;
            }
            result.Append(System.Net.WebUtility.HtmlDecode(text[i..(end + 1)]));
            i = end;
        }
        return result.ToString();
    }
}

using Tessera.Fhir.Json;

namespace Tessera.Fhir.Narrative;

/// <summary>The elements and attributes that narrative may have: https://hl7.org/fhir/R4/narrative.html#rules, the lists of txt-1,
/// and chapters 7 to 11 (without 9.4) and 15 of HTML 4.0 without what it deprecates.</summary>
internal static class XhtmlNames
{
    public const string Namespace = "http://www.w3.org/1999/xhtml";

    public static readonly NameTable Elements = new(
    [
        "a", "abbr", "acronym", "address", "area", "b", "bdo", "big", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "dfn",
        "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "map", "ol", "p", "pre", "q", "samp", "small",
        "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
    ]);

    public static readonly NameTable Attributes = new(
    [
        "abbr", "accesskey", "align", "alt", "axis", "bgcolor", "border", "cellhalign", "cellpadding", "cellspacing", "cellvalign", "char", "charoff",
        "charset", "cite", "class", "clear", "color", "colspan", "compact", "coords", "dir", "face", "frame", "headers", "height", "href", "hreflang",
        "hspace", "id", "ismap", "lang", "longdesc", "name", "noshade", "nowrap", "rel", "rev", "rowspan", "rules", "scope", "shape", "size", "span",
        "src", "start", "style", "summary", "tabindex", "title", "type", "usemap", "valign", "value", "vspace", "width", "xml:lang", "xml:space", "xmlns",
    ]);

    public static readonly NameTable Entities = new(["amp", "apos", "gt", "lt", "quot"]);

    public static readonly int Div = Elements.Find("div");
    public static readonly int Img = Elements.Find("img");
    public static readonly int Href = Attributes.Find("href");
    public static readonly int Src = Attributes.Find("src");
    public static readonly int Xmlns = Attributes.Find("xmlns");
}

using System.Buffers;
using System.Text;

namespace Tessera.Fhir.Narrative;

/// <summary>Checks the text of a narrative's div in one pass over its bytes, without making a tree: XML that is well-formed, only allowed
/// elements and attributes, some content. Most resources have narrative, so this runs as often as any rule (<c>bench validate</c>).</summary>
internal ref struct XhtmlCheck
{
    /// <summary>Deepest nesting that is read; a page that people read has a dozen levels.</summary>
    public const int MaxDepth = 128;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(value => value is not ('\t' or '\r' or '\n')).Select(value => (byte)value)]);
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n"u8);
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>=<\"'"u8);

    private readonly ReadOnlySpan<byte> text;
    private readonly Span<byte> open;
    private int at;
    private int depth;
    private bool hasContent;
    private XhtmlFault fault;

    private XhtmlCheck(ReadOnlySpan<byte> text, Span<byte> open)
    {
        this.text = text;
        this.open = open;
    }

    /// <summary>The first fault of a div, or <see cref="XhtmlFaultKind.None"/>.</summary>
    /// <param name="div">The text of <c>Narrative.div</c> without JSON's escapes.</param>
    public static XhtmlFault Of(ReadOnlySpan<byte> div)
    {
        Span<byte> open = stackalloc byte[MaxDepth];
        var check = new XhtmlCheck(div, open);
        check.Run();
        return check.fault;
    }

    private bool Run()
    {
        if (FirstNoCharacter(text) is >= 0 and var position) return Fail(XhtmlFaultKind.NotWellFormed, position);
        SkipSpace();
        if (!Rest.StartsWith("<"u8)) return Fail(XhtmlFaultKind.NotDiv);
        if (Rest is [_, (byte)'!' or (byte)'?', ..]) return Fail(XhtmlFaultKind.Declaration);
        if (!StartTag()) return false;
        while (depth > 0)
        {
            if (at >= text.Length) return Fail(XhtmlFaultKind.NotWellFormed);
            if (!(text[at] == '<' ? Markup() : Characters())) return false;
        }
        SkipSpace();
        if (at < text.Length) return Fail(XhtmlFaultKind.NotWellFormed);
        return hasContent || Fail(XhtmlFaultKind.Empty);
    }

    private readonly ReadOnlySpan<byte> Rest => text[at..];

    private bool Markup()
    {
        var rest = Rest;
        if (rest.StartsWith("</"u8)) return EndTag();
        if (rest.StartsWith("<!--"u8)) return Comment();
        if (rest.StartsWith("<![CDATA["u8)) return CharacterData();
        return rest is [_, (byte)'!' or (byte)'?', ..] ? Fail(XhtmlFaultKind.Declaration) : StartTag();
    }

    private bool StartTag()
    {
        var start = at++;
        var element = XhtmlNames.Elements.Find(Name());
        if (element < 0) return Fail(IsNameStart(start + 1) ? XhtmlFaultKind.Element : XhtmlFaultKind.NotWellFormed, start);
        if (depth == 0 && element != XhtmlNames.Div) return Fail(XhtmlFaultKind.NotDiv, start);
        if (depth == MaxDepth) return Fail(XhtmlFaultKind.TooDeep, start);
        if (!Attributes(element)) return false;
        if (at < text.Length && text[at] == '>')
        {
            open[depth++] = (byte)(element >> 1);
            at++;
            return true;
        }
        if (!Rest.StartsWith("/>"u8)) return Fail(XhtmlFaultKind.NotWellFormed);
        at += 2;
        return depth > 0 || Fail(XhtmlFaultKind.Empty, start);
    }

    private bool Attributes(int element)
    {
        var seen = 0UL;
        while (true)
        {
            var spaced = SkipSpace();
            if (at >= text.Length || text[at] is (byte)'>' or (byte)'/') break;
            var start = at;
            var name = XhtmlNames.Attributes.Find(Name());
            if (!spaced || at == start) return Fail(XhtmlFaultKind.NotWellFormed, start);
            if (name < 0) return Fail(XhtmlFaultKind.Attribute, start);
            var bit = 1UL << (name >> 1);
            if ((seen & bit) != 0) return Fail(XhtmlFaultKind.NotWellFormed, start);
            seen |= bit;
            if (!AttributeValue(out var value)) return false;
            if (name == XhtmlNames.Xmlns && !value.SequenceEqual("http://www.w3.org/1999/xhtml"u8)) return Fail(XhtmlFaultKind.NotDiv, start);
            if ((name == XhtmlNames.Href || name == XhtmlNames.Src) && RunsScript(value)) return Fail(XhtmlFaultKind.Script, start);
            if (name == XhtmlNames.Src && element == XhtmlNames.Img) hasContent = true;
        }
        return depth > 0 || (seen & (1UL << (XhtmlNames.Xmlns >> 1))) != 0 || Fail(XhtmlFaultKind.NotDiv);
    }

    private bool AttributeValue(out ReadOnlySpan<byte> value)
    {
        value = default;
        SkipSpace();
        if (at >= text.Length || text[at] != '=') return Fail(XhtmlFaultKind.NotWellFormed);
        at++;
        SkipSpace();
        if (at >= text.Length || text[at] is not ((byte)'"' or (byte)'\'')) return Fail(XhtmlFaultKind.NotWellFormed);
        var length = text[(at + 1)..].IndexOf(text[at]);
        if (length < 0) return Fail(XhtmlFaultKind.NotWellFormed);
        value = text.Slice(at + 1, length);
        var end = at + 2 + length;
        at++;
        while (text[at..(end - 1)].IndexOfAny((byte)'<', (byte)'&') is >= 0 and var next)
        {
            at += next;
            if (text[at] != '&') return Fail(XhtmlFaultKind.NotWellFormed);
            if (!Reference()) return false;
        }
        at = end;
        return true;
    }

    private bool EndTag()
    {
        var start = at;
        at += 2;
        var element = XhtmlNames.Elements.Find(Name());
        SkipSpace();
        if (element < 0 || open[depth - 1] != element >> 1 || at >= text.Length || text[at] != '>') return Fail(XhtmlFaultKind.NotWellFormed, start);
        at++;
        depth--;
        return true;
    }

    private bool Characters()
    {
        var length = Rest.IndexOfAny("<&]"u8);
        if (length < 0) return Fail(XhtmlFaultKind.NotWellFormed, text.Length);
        if (!hasContent && length > 0) hasContent = text.Slice(at, length).ContainsAnyExcept(Spaces);
        at += length;
        switch (text[at])
        {
            case (byte)'<':
                return true;
            case (byte)'&':
                hasContent = true;
                return Reference();
            default:
                if (Rest.StartsWith("]]>"u8)) return Fail(XhtmlFaultKind.NotWellFormed);
                hasContent = true;
                at++;
                return true;
        }
    }

    private bool Comment()
    {
        var end = text[(at + 4)..].IndexOf("--"u8);
        if (end < 0 || !text[(at + 4 + end)..].StartsWith("-->"u8)) return Fail(XhtmlFaultKind.NotWellFormed);
        at += end + 7;
        return true;
    }

    private bool CharacterData()
    {
        var end = Rest.IndexOf("]]>"u8);
        if (end < 0) return Fail(XhtmlFaultKind.NotWellFormed);
        hasContent |= text[(at + 9)..(at + end)].ContainsAnyExcept(Spaces);
        at += end + 3;
        return true;
    }

    // XML's five entities and numbered characters. HTML's are not known to a reader of XML: https://hl7.org/fhir/R4/narrative.html#xhtml
    private bool Reference()
    {
        var start = at;
        var length = text.Slice(at, Math.Min(12, text.Length - at)).IndexOf((byte)';');
        if (length < 0) return Fail(XhtmlFaultKind.Entity, start);
        var name = text.Slice(at + 1, length - 1);
        at += length + 1;
        return (name.StartsWith("#"u8) ? IsCharacter(name[1..]) : XhtmlNames.Entities.Find(name) >= 0) || Fail(XhtmlFaultKind.Entity, start);
    }

    private static bool IsCharacter(ReadOnlySpan<byte> number)
    {
        var isHex = number.StartsWith("x"u8);
        var digits = isHex ? number[1..] : number;
        if (!System.Buffers.Text.Utf8Parser.TryParse(digits, out uint value, out var used, isHex ? 'X' : 'D') || used != digits.Length) return false;
        return value is '\t' or '\n' or '\r' or (>= ' ' and not 0xFFFE and not 0xFFFF) && Rune.IsValid(value);
    }

    private ReadOnlySpan<byte> Name()
    {
        var length = Rest.IndexOfAny(NameEnds);
        var name = length < 0 ? Rest : Rest[..length];
        at += name.Length;
        return name;
    }

    private readonly bool IsNameStart(int position) => position < text.Length && (char.IsAsciiLetter((char)text[position]) || text[position] is (byte)'_' or >= 0x80);

    private bool SkipSpace()
    {
        var start = at;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at > start;
    }

    private bool Fail(XhtmlFaultKind kind, int? position = null)
    {
        fault = new XhtmlFault(kind, position ?? at);
        return false;
    }

    // As a browser reads the scheme: letters in any case, white space within it skipped. References in it only hide something.
    private static bool RunsScript(ReadOnlySpan<byte> link)
    {
        Span<byte> scheme = stackalloc byte[12];
        var length = 0;
        foreach (var value in link)
        {
            if (value <= ' ') continue;
            if (value == '&' || length == scheme.Length) return value == '&';
            scheme[length++] = value;
            if (value is (byte)':' or (byte)'/' or (byte)'#' or (byte)'?') break;
        }
        return Ascii.EqualsIgnoreCase(scheme[..length], "javascript:"u8) || Ascii.EqualsIgnoreCase(scheme[..length], "vbscript:"u8);
    }

    // U+FFFE and U+FFFF are the only others that XML does not know; valid UTF-8 has no surrogates.
    private static int FirstNoCharacter(ReadOnlySpan<byte> text)
    {
        var control = text.IndexOfAny(Controls);
        for (var from = 0; control < 0 && text[from..].IndexOf([(byte)0xEF, (byte)0xBF]) is >= 0 and var next; from += next + 2)
            if (text[(from + next + 2)..] is [>= 0xBE, ..]) return from + next;
        return control;
    }
}

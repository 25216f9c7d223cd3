using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;

namespace Tessera.Fhir.Path.Functions;

/// <summary>Functions on UTF-8 text that make new text.</summary>
internal static class TextMaps
{
    public static byte[] Upper(byte[] text) => Map(text, value => value.ToUpperInvariant());

    public static byte[] Lower(byte[] text) => Map(text, value => value.ToLowerInvariant());

    public static byte[] Trim(byte[] text) => Map(text, value => value.Trim());

    /// <summary>Each Unicode character by itself.</summary>
    public static IEnumerable<byte[]> Characters(byte[] text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            while (end < text.Length && (text[end] & 0xC0) == 0x80) end++;
            yield return text[at..end];
            at = end;
        }
    }

    public static IEnumerable<byte[]> Split(byte[] text, byte[] separator)
    {
        if (separator.Length == 0)
        {
            foreach (var character in Characters(text)) yield return character;
            yield break;
        }
        var from = 0;
        while (true)
        {
            var at = text.AsSpan(from).IndexOf(separator);
            yield return at < 0 ? text[from..] : text[from..(from + at)];
            if (at < 0) yield break;
            from += at + separator.Length;
        }
    }

    /// <summary>http://hl7.org/fhirpath/#encodeformat-string--string</summary>
    public static byte[]? Encode(byte[] text, string format) => format switch
    {
        "hex" => Encoding.UTF8.GetBytes(Convert.ToHexStringLower(text)),
        "base64" => Encoding.UTF8.GetBytes(Convert.ToBase64String(text)),
        "urlbase64" => Encoding.UTF8.GetBytes(Convert.ToBase64String(text).Replace('+', '-').Replace('/', '_')),
        _ => null,
    };

    public static byte[]? Decode(byte[] text, string format)
    {
        try
        {
            var written = Encoding.UTF8.GetString(text);
            return format switch
            {
                "hex" => Convert.FromHexString(written),
                "base64" => Convert.FromBase64String(written),
                "urlbase64" => Base64Url.DecodeFromChars(written.TrimEnd('=')),
                _ => null,
            } is { } bytes && System.Text.Unicode.Utf8.IsValid(bytes) ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static byte[]? Escape(byte[] text, string target) => target switch
    {
        "html" => Map(text, value => value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal)),
        "json" => Map(text, EscapeJson),
        _ => null,
    };

    public static byte[]? Unescape(byte[] text, string target)
    {
        if (target == "html") return Map(text, WebUtility.HtmlDecode);
        return target == "json" ? Map(text, UnescapeJson) : null;
    }

    // Quotes without a backslash stay: the text need not be the inside of a JSON string.
    private static string UnescapeJson(string value)
    {
        var result = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                result.Append(value[i]);
                continue;
            }
            var escape = value[++i];
            if (escape == 'u' && i + 4 < value.Length && ushort.TryParse(value.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 4;
                continue;
            }
            result.Append(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'f' => '\f', 'b' => '\b', _ => escape });
        }
        return result.ToString();
    }

    private static string EscapeJson(string value)
    {
        var result = new StringBuilder(value.Length + 8);
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\f' => result.Append("\\f"),
                '\b' => result.Append("\\b"),
                < ' ' => result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => result.Append(c),
            };
        }
        return result.ToString();
    }

    private static byte[] Map(byte[] text, Func<string, string> map) => Encoding.UTF8.GetBytes(map(Encoding.UTF8.GetString(text)));
}

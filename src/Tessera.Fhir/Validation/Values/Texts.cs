using System.Buffers;
using System.Buffers.Text;

namespace Tessera.Fhir.Validation.Values;

/// <summary>Formats of primitives that are texts, on their UTF-8 bytes.</summary>
internal static class Texts
{
    private const int LargestString = 1024 * 1024;

    private static readonly SearchValues<byte> IdBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n\f\v"u8);
    private static readonly SearchValues<byte> ControlBytes =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(value => value is not ('\t' or '\r' or '\n')).Select(value => (byte)value)]);

    public static bool IsString(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= LargestString && text.IndexOfAnyExcept(WhiteSpace) >= 0 && !text.ContainsAny(ControlBytes);

    public static bool IsCode(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || IsSpace(text[0]) || IsSpace(text[^1])) return false;
        for (var i = 1; i < text.Length; i++)
            if (IsSpace(text[i]) && (text[i] != ' ' || text[i - 1] == ' ')) return false;
        return true;
    }

    public static bool IsId(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 64 && text.IndexOfAnyExcept(IdBytes) < 0;

    public static bool IsUri(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAny(WhiteSpace);

    public static bool IsOid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:oid:"u8)) return false;
        text = text[8..];
        if (text.IsEmpty || text[0] is < (byte)'0' or > (byte)'2') return false;
        var parts = 0;
        foreach (var range in text.Split((byte)'.'))
        {
            var part = text[range];
            if (part.IsEmpty || part.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (part.Length > 1 && part[0] == '0')) return false;
            parts++;
        }
        return parts > 1;
    }

    public static bool IsUuid(ReadOnlySpan<byte> text) =>
        text.StartsWith("urn:uuid:"u8) && text.Length == 45 && Utf8Parser.TryParse(text[9..], out Guid _, out var used) && used == 36 && !text.ContainsAnyInRange((byte)'A', (byte)'Z');

    public static bool IsBase64(ReadOnlySpan<byte> text) => Base64.IsValid(text);

    private static bool IsSpace(byte value) => WhiteSpace.Contains(value);
}

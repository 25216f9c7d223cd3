using System.Buffers;

namespace Tessera.Fhir.Terminology;

/// <summary>Media types, <c>type/subtype; parameter=value</c> (RFC 6838 section 4.2, RFC 2045 section 5.1).</summary>
internal static class MediaType
{
    private static readonly SearchValues<byte> NameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+"u8);

    public static bool IsWellFormed(ReadOnlySpan<byte> text)
    {
        var semicolon = text.IndexOf((byte)';');
        if (semicolon >= 0 && !HasParameters(text[(semicolon + 1)..])) return false;
        var type = semicolon < 0 ? text : text[..semicolon].TrimEnd((byte)' ');
        var slash = type.IndexOf((byte)'/');
        return slash > 0 && IsName(type[..slash]) && IsName(type[(slash + 1)..]);
    }

    private static bool IsName(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= 127 && char.IsAsciiLetterOrDigit((char)name[0]) && name.IndexOfAnyExcept(NameLetters) < 0;

    private static bool HasParameters(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)';'))
        {
            var parameter = text[range].Trim((byte)' ');
            if (parameter.IndexOf((byte)'=') <= 0 || parameter[^1] == '=') return false;
        }
        return true;
    }
}

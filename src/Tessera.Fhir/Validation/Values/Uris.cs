using System.Buffers;

namespace Tessera.Fhir.Validation.Values;

/// <summary>Formats of URIs, on their UTF-8 bytes. See https://hl7.org/fhir/R4/datatypes.html#uri</summary>
internal static class Uris
{
    private static readonly SearchValues<byte> SchemeBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8);

    /// <summary>Whether a URI starts with a scheme (RFC 3986 §3.1), so that it means the same wherever it stands.</summary>
    public static bool IsAbsolute(ReadOnlySpan<byte> uri)
    {
        var colon = uri.IndexOf((byte)':');
        return colon > 0 && uri[0] is >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z' && uri[..colon].IndexOfAnyExcept(SchemeBytes) < 0;
    }

    /// <summary>No white space, and what calls itself a UUID or an OID is one; UUIDs are written in lower case.</summary>
    public static bool IsUri(ReadOnlySpan<byte> uri) =>
        Texts.IsUri(uri)
        && (!uri.StartsWith("urn:"u8) || ((!uri.StartsWith("urn:uuid:"u8) || Texts.IsUuid(uri)) && (!uri.StartsWith("urn:oid:"u8) || Texts.IsOid(uri))));

    /// <summary>A canonical URL is absolute, or points to a contained resource (https://hl7.org/fhir/R4/references.html#canonical).</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> canonical)
    {
        if (canonical.IsEmpty || canonical[0] == '#') return canonical.Length > 1 && Texts.IsUri(canonical);
        var end = canonical.IndexOfAny((byte)'|', (byte)'#');
        var url = end < 0 ? canonical : canonical[..end];
        return Texts.IsUri(canonical) && IsAbsolute(url) && IsUri(url);
    }
}

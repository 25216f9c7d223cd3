using System.Buffers;

namespace Tessera.Fhir.Validation.Values;

/// <summary>Addresses of resources on a server: <c>[base]/[type]/[id]</c>. See https://hl7.org/fhir/R4/references.html#regex</summary>
internal static class RestfulUrl
{
    private static readonly SearchValues<byte> BaseBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:%$~_/"u8);
    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether a URL looks like a resource's address. The type is told by its capital letter; whether there is such a type the
    /// caller knows.</summary>
    /// <param name="url">UTF-8 of the URL, without a version.</param>
    /// <param name="type">Where the type stands; the base is what comes before.</param>
    /// <param name="id">Where the id stands.</param>
    public static bool TryParse(ReadOnlySpan<byte> url, out Range type, out Range id)
    {
        (type, id) = (default, default);
        if (!url.StartsWith("http://"u8) && !url.StartsWith("https://"u8)) return false;
        var last = url.LastIndexOf((byte)'/');
        var before = url[..last].LastIndexOf((byte)'/');
        if (before < 8) return false;
        (type, id) = ((before + 1)..last, (last + 1)..url.Length);
        return url[type] is [>= (byte)'A' and <= (byte)'Z', ..] && url[type].IndexOfAnyExcept(Letters) < 0 && Texts.IsId(url[id]) && url[..before].IndexOfAnyExcept(BaseBytes) < 0;
    }
}

using System.Text;

namespace Tessera.Sources.Mef;

/// <summary>Encodings by the names that Node.js gives them.</summary>
internal static class Encodings
{
    public static Encoding? Find(string name) => name.ToLowerInvariant() switch
    {
        "utf8" or "utf-8" => new UTF8Encoding(false),
        "utf16le" or "utf-16le" or "ucs2" or "ucs-2" => Encoding.Unicode,
        "latin1" or "binary" or "iso-8859-1" => Encoding.Latin1,
        _ => null,
    };
}

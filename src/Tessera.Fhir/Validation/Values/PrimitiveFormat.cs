using System.Collections.Frozen;
using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Values;

/// <summary>The format of one primitive type. See https://hl7.org/fhir/R4/datatypes.html#primitive</summary>
/// <param name="Type">Type name.</param>
/// <param name="Kind">How JSON writes it; <see cref="JsonKind.True"/> stands for both booleans.</param>
/// <param name="IsWellFormed">Whether the text of the value fits.</param>
/// <param name="Expected">What is expected, for messages.</param>
internal sealed record PrimitiveFormat(string Type, JsonKind Kind, PrimitiveFormat.Check IsWellFormed, string Expected)
{
    public delegate bool Check(ReadOnlySpan<byte> text);

    private static readonly FrozenDictionary<string, PrimitiveFormat> Formats = new PrimitiveFormat[]
    {
        new("boolean", JsonKind.True, _ => true, "true or false"),
        new("integer", JsonKind.Number, text => Numbers.IsInteger(text, int.MinValue), "a whole number of 32 bits"),
        new("unsignedInt", JsonKind.Number, text => Numbers.IsInteger(text, 0), "a whole number from 0"),
        new("positiveInt", JsonKind.Number, text => Numbers.IsInteger(text, 1), "a whole number from 1"),
        new("decimal", JsonKind.Number, Numbers.IsDecimal, "a decimal number"),
        new("string", JsonKind.String, Texts.IsString, "text that is not empty"),
        new("markdown", JsonKind.String, Texts.IsString, "text that is not empty"),
        new("xhtml", JsonKind.String, Texts.IsString, "an XHTML div"),
        new("code", JsonKind.String, Texts.IsCode, "a code without outer or double white space"),
        new("id", JsonKind.String, Texts.IsId, "1 to 64 letters, digits, hyphens and dots"),
        new("uri", JsonKind.String, Uris.IsUri, "a URI without white space; UUIDs as urn:uuid: in lower case, OIDs as urn:oid:"),
        new("url", JsonKind.String, Uris.IsUri, "a URL without white space"),
        new("canonical", JsonKind.String, Uris.IsCanonical, "an absolute URL, or # and the id of a contained resource"),
        new("oid", JsonKind.String, Texts.IsOid, "urn:oid: and numbers with dots"),
        new("uuid", JsonKind.String, Texts.IsUuid, "urn:uuid: and a lower-case UUID"),
        new("base64Binary", JsonKind.String, Texts.IsBase64, "base64"),
        new("date", JsonKind.String, Times.IsDate, "YYYY, YYYY-MM or YYYY-MM-DD"),
        new("dateTime", JsonKind.String, Times.IsDateTime, "YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+zz:zz"),
        new("instant", JsonKind.String, Times.IsInstant, "YYYY-MM-DDThh:mm:ss+zz:zz"),
        new("time", JsonKind.String, Times.IsTime, "hh:mm:ss"),
    }.ToFrozenDictionary(format => format.Type, StringComparer.Ordinal);

    /// <summary>The format of a primitive type; unknown primitives are text.</summary>
    public static PrimitiveFormat Of(string type) => Formats.GetValueOrDefault(type) ?? Formats["string"];

    /// <summary>Whether a node is written as this type is.</summary>
    public bool HasKind(JsonKind kind) => kind == Kind || (Kind == JsonKind.True && kind == JsonKind.False);

    /// <summary>Whether a malformed value may be quoted in a message: never text that people write.</summary>
    public bool IsQuotable => Type is not ("string" or "markdown" or "xhtml" or "base64Binary");

    /// <summary>How JSON writes it, in words.</summary>
    public string KindInWords => Kind switch { JsonKind.String => "a string", JsonKind.Number => "a number", _ => "true or false without quotes" };

    /// <summary>A value for a message, shortened.</summary>
    public static string Quote(ReadOnlySpan<byte> text) => text.Length <= 64 ? $"'{Encoding.UTF8.GetString(text)}'" : $"'{Encoding.UTF8.GetString(text[..60])}…'";
}

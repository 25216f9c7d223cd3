using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Tessera.Web.Fhir.Answers;

/// <summary>The format of an answer, from <c>_format</c> or <c>Accept</c>. See https://hl7.org/fhir/R4/http.html#mime-type</summary>
internal static class FhirFormat
{
    public const string FhirJson = "application/fhir+json; charset=utf-8";
    private const string PlainJson = "application/json; charset=utf-8";

    /// <summary>The content type to answer with, or null when the caller accepts nothing that we have.</summary>
    /// <param name="format">What <c>_format</c> says, or null; it goes before the header.</param>
    /// <param name="accept">The header <c>Accept</c>.</param>
    public static string? Negotiate(string? format, StringValues accept)
    {
        if (format is not null) return Named(format);
        if (accept.Count == 0) return FhirJson;
        string? plain = null;
        foreach (var range in Accepted(accept))
        {
            if (!IsR4(range)) continue;
            if (IsFhirJson(range) || range.MediaType.Value is "*/*" or "application/*") return FhirJson;
            if (IsNamed(range, "application/json")) plain = PlainJson;
        }

        return plain;
    }

    /// <summary>Whether a caller wants something else than FHIR.</summary>
    public static bool IsForeign(StringValues accept) => Accepted(accept).Any(range => range.MediaType.Value is { } type && !type.Contains("fhir", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a request's body says that it is FHIR R4 in JSON.</summary>
    public static bool IsJsonBody(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && IsUtf8(type) && IsR4(type) && (IsFhirJson(type) || IsNamed(type, "application/json"));

    /// <summary>Whether a request's body says that it is of a type, in UTF-8.</summary>
    public static bool Is(string? contentType, string type) => MediaTypeHeaderValue.TryParse(contentType, out var said) && IsUtf8(said) && IsNamed(said, type);

    /// <summary>Whether a request's body says that it is FHIR, in whatever format and version.</summary>
    public static bool IsFhirBody(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType.Value!.Contains("fhir", StringComparison.OrdinalIgnoreCase) || IsNamed(type, "application/json");

    // What cannot be read is not accepted. RFC 9110, 12.4.2: a weight of 0 means "not acceptable".
    private static IEnumerable<MediaTypeHeaderValue> Accepted(StringValues accept) =>
        accept.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(range => MediaTypeHeaderValue.TryParse(range, out var type) ? type : null).OfType<MediaTypeHeaderValue>().Where(type => type.Quality is not 0);

    private static string? Named(string format)
    {
        // A plus that was not encoded has become a space.
        switch (format.Replace("fhir json", "fhir+json", StringComparison.Ordinal).Replace("json fhir", "json+fhir", StringComparison.Ordinal))
        {
            case "json": return FhirJson;
            case "text/json": return PlainJson;
            case var text when MediaTypeHeaderValue.TryParse(text, out var type) && IsR4(type): return IsFhirJson(type) ? FhirJson : IsNamed(type, "application/json") ? PlainJson : null;
            default: return null;
        }
    }

    // "application/json+fhir" is the name of DSTU2, which clients still send.
    private static bool IsFhirJson(MediaTypeHeaderValue type) => IsNamed(type, "application/fhir+json") || IsNamed(type, "application/json+fhir");

    private static bool IsNamed(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue || type.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    // https://hl7.org/fhir/R4/http.html#version-parameter; a patch release is of the same version.
    private static bool IsR4(MediaTypeHeaderValue type) =>
        type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase)) is not { } version || version.GetUnescapedValue().Value is "4.0" or "4.0.0" or "4.0.1";
}

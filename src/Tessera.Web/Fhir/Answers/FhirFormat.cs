using Microsoft.AspNetCore.Http;

namespace Tessera.Web.Fhir.Answers;

/// <summary>The format of an answer, from <c>_format</c> or <c>Accept</c>. See https://hl7.org/fhir/R4/http.html#mime-type</summary>
internal static class FhirFormat
{
    public const string FhirJson = "application/fhir+json; charset=utf-8";
    private const string PlainJson = "application/json; charset=utf-8";

    /// <summary>The content type to answer with, or null when the caller accepts nothing that we have.</summary>
    public static string? Negotiate(HttpRequest request)
    {
        if (request.QueryString.HasValue && request.Query.TryGetValue("_format", out var format)) return Named(format.ToString());
        var accept = request.Headers.Accept;
        if (accept.Count == 0) return FhirJson;
        string? plain = null;
        foreach (var line in accept)
        foreach (var range in (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IsRefused(range)) continue;
            var type = range.Split(';')[0].TrimEnd();
            if (IsFhirJson(type) || type is "*/*" or "application/*") return FhirJson;
            if (type.Equals("application/json", StringComparison.OrdinalIgnoreCase)) plain = PlainJson;
        }

        return plain;
    }

    /// <summary>Whether a request's body says that it is FHIR in JSON.</summary>
    public static bool IsJsonBody(string? contentType)
    {
        var type = (contentType ?? "").Split(';')[0].Trim();
        return IsFhirJson(type) || type.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static string? Named(string format) => format switch
    {
        "json" or "application/fhir+json" or "application/fhir json" or "application/json+fhir" or "application/json json" => FhirJson,
        "application/json" or "text/json" => PlainJson,
        _ => null,
    };

    // "application/json+fhir" is the name of DSTU2, which clients still send.
    private static bool IsFhirJson(string type) =>
        type.Equals("application/fhir+json", StringComparison.OrdinalIgnoreCase) || type.Equals("application/json+fhir", StringComparison.OrdinalIgnoreCase);

    // RFC 9110, 12.4.2: a weight of 0 means "not acceptable".
    private static bool IsRefused(string range) =>
        range.Split(';', StringSplitOptions.TrimEntries).Skip(1).Any(parameter => parameter.Replace(" ", "", StringComparison.Ordinal) is "q=0" or "q=0.0" or "q=0.00" or "q=0.000");
}

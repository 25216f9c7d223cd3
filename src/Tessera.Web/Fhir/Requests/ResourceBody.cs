using Microsoft.AspNetCore.Http;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Requests;

/// <summary>The JSON document in a request's body, or the answer that refuses it.</summary>
/// <param name="Document">The document, or null.</param>
/// <param name="Refusal">The answer, or null.</param>
internal readonly record struct ResourceBody(FhirDocument? Document, FhirResponse? Refusal)
{
    /// <summary>Reads a resource of the type that the URL names.</summary>
    public static async Task<ResourceBody> Read(FhirRequest request, NameTable names, string type)
    {
        var body = await ReadResource(request, names);
        return body.Document is { } document && document.ResourceType != type
            ? Refuse(400, IssueType.Invalid, $"The body's resourceType is not {type}, as the URL says.", "Send it to the URL of its type.")
            : body;
    }

    /// <summary>Reads a resource of any type.</summary>
    public static async Task<ResourceBody> ReadResource(FhirRequest request, NameTable names)
    {
        if (!FhirFormat.IsJsonBody(request.Body?.ContentType))
            return Refuse(StatusCodes.Status415UnsupportedMediaType, IssueType.NotSupported, "The body is not declared as FHIR in JSON.", "Send Content-Type: application/fhir+json.");
        var body = await ReadJson(request, names);
        return body.Document is { ResourceType: null } ? Refuse(400, IssueType.Structure, "The body is not a resource: it has no resourceType.", null) : body;
    }

    /// <summary>Reads JSON whatever its content type says.</summary>
    public static async Task<ResourceBody> ReadJson(FhirRequest request, NameTable names)
    {
        if (request.Body is not { } body || body.Encoding is not (null or "identity"))
            return Refuse(StatusCodes.Status415UnsupportedMediaType, IssueType.NotSupported, "Compressed bodies are not read.", "Send the body as it is.");
        var bytes = await body.Read();
        if (bytes.IsEmpty) return Refuse(400, IssueType.Required, "The body is empty.", "Send the resource.");
        return FhirDocument.TryParse(bytes, names, out var document, out var issue, body.Limits) ? new ResourceBody(document, null) : new ResourceBody(null, FhirResponse.Outcome(400, issue));
    }

    private static ResourceBody Refuse(int status, IssueType type, string message, string? fix) => new(null, FhirResponse.Failure(status, type, message, fix));
}

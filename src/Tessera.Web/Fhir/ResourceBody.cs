using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Web.Fhir;

/// <summary>The resource in a request's body, or the answer that refuses it.</summary>
/// <param name="Document">The resource, or null.</param>
/// <param name="Status">For a refusal: the status.</param>
/// <param name="Issue">For a refusal: why.</param>
internal readonly record struct ResourceBody(FhirDocument? Document, int Status, Issue? Issue)
{
    /// <summary>Reads the body of a create or update of <paramref name="type"/>.</summary>
    public static async Task<ResourceBody> Read(HttpContext http, NameTable names, string type, long limit)
    {
        if (!FhirFormat.IsJsonBody(http.Request.ContentType))
            return Refuse(StatusCodes.Status415UnsupportedMediaType, IssueType.NotSupported, "The body is not declared as FHIR in JSON.", "Send Content-Type: application/fhir+json.");
        if (http.Request.Headers.ContentEncoding is [{ Length: > 0 } encoding] && encoding != "identity")
            return Refuse(StatusCodes.Status415UnsupportedMediaType, IssueType.NotSupported, "Compressed bodies are not read.", "Send the body as it is.");

        var bytes = await ReadBytes(http, limit);
        if (bytes.Length == 0) return Refuse(StatusCodes.Status400BadRequest, IssueType.Required, "The body is empty.", "Send the resource.");
        if (!FhirDocument.TryParse(bytes, names, out var document, out var issue))
            return new ResourceBody(null, StatusCodes.Status400BadRequest, issue);
        if (document.ResourceType is not { } found)
            return Refuse(StatusCodes.Status400BadRequest, IssueType.Structure, "The body is not a resource: it has no resourceType.", null);
        if (found != type)
            return Refuse(StatusCodes.Status400BadRequest, IssueType.Invalid, $"The body's resourceType is not {type}, as the URL says.", "Send it to the URL of its type.");
        return new ResourceBody(document, 0, null);
    }

    /// <summary>The bytes of the body; the server refuses more than the limit while reading, before anything is kept.</summary>
    private static async Task<byte[]> ReadBytes(HttpContext http, long limit)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return bytes;
            }

            if (result.Buffer.Length > limit) throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static ResourceBody Refuse(int status, IssueType type, string message, string? fix) =>
        new(null, status, new Issue(IssueSeverity.Error, type, "", message) { Fix = fix });
}

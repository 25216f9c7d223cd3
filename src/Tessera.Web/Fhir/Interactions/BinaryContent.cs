using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>A Binary as its content alone, in and out: https://hl7.org/fhir/R4/binary.html#rest</summary>
internal static class BinaryContent
{
    /// <summary>The type of Binaries.</summary>
    public const string Type = "Binary";

    private const string Unknown = "application/octet-stream";

    /// <summary>Whether a caller wants the content itself: it reads a Binary and accepts other types than those of FHIR, and none of ours.</summary>
    public static bool IsAsked(FhirRoute route, FhirRequest request, StringValues accept) =>
        route.Interaction is "read" or "vread" && request.Type == Type && request.Parameters.Format is null && request.Parameters.Presentation.Count == 0 && FhirFormat.IsForeign(accept);

    /// <summary>The content of a stored Binary and its type.</summary>
    public static (byte[] Content, string ContentType) Of(ReadOnlyMemory<byte> json, NameTable names)
    {
        var root = FhirDocument.Parse(json, names).Root;
        var type = root.Text("contentType") is { } said && MediaTypeHeaderValue.TryParse(said, out var parsed) ? parsed.ToString() : Unknown;
        try
        {
            return (Convert.FromBase64String(root.Text("data") ?? ""), type);
        }
        catch (FormatException)
        {
            // What was imported without checks is shown as it is.
            return (System.Text.Encoding.UTF8.GetBytes(root.Text("data")!), "text/plain");
        }
    }

    /// <summary>Whether a request sends the content itself.</summary>
    public static bool IsSent(FhirRequest request) => request.Type == Type && !FhirFormat.IsFhirBody(request.Body?.ContentType);

    /// <summary>The Binary that holds what was sent.</summary>
    public static async Task<ResourceBody> Read(FhirRequest request, NameTable names)
    {
        if (request.Body!.Encoding is not (null or "identity"))
            return new ResourceBody(null, FhirResponse.Failure(415, IssueType.NotSupported, "Compressed bodies are not read.", "Send the body as it is."));
        var content = await request.Body.Read();
        if (content.IsEmpty) return new ResourceBody(null, FhirResponse.Failure(400, IssueType.Required, "The body is empty.", "Send the content."));
        var buffer = new ArrayBufferWriter<byte>(content.Length / 3 * 4 + 512);
        using (var writer = new Utf8JsonWriter(buffer, OperationOutcomes.Json))
        {
            writer.WriteStartObject();
            writer.WriteString("resourceType"u8, Type);
            if (request.Id is { } id) writer.WriteString("id"u8, id);
            writer.WriteString("contentType"u8, MediaTypeHeaderValue.Parse(request.Body.ContentType).ToString());
            if (request.SecurityContext is { } context)
            {
                writer.WriteStartObject("securityContext"u8);
                writer.WriteString("reference"u8, context);
                writer.WriteEndObject();
            }

            writer.WriteBase64String("data"u8, content.Span);
            writer.WriteEndObject();
        }

        return new ResourceBody(FhirDocument.Parse(buffer.WrittenMemory, names), null);
    }
}

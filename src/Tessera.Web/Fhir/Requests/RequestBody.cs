using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Requests;

/// <summary>What a request brings along.</summary>
/// <param name="ContentType">What it says that it is.</param>
/// <param name="Encoding">How it is compressed, or null.</param>
/// <param name="Read">Reads it whole.</param>
internal sealed record RequestBody(string? ContentType, string? Encoding, Func<ValueTask<ReadOnlyMemory<byte>>> Read)
{
    /// <summary>The body of an HTTP request; the server refuses more than the limit while reading, before anything is kept.</summary>
    public static RequestBody Of(HttpContext http, long limit, int depth = 1)
    {
        ReadOnlyMemory<byte>? bytes = null;
        return new(http.Request.ContentType, http.Request.Headers.ContentEncoding is [{ Length: > 0 } encoding] ? encoding : null, async () => bytes ??= await ReadAll(http, limit))
        {
            Limits = new DocumentLimits(MaxDepth: depth),
        };
    }

    /// <summary>What is read of it as JSON.</summary>
    public DocumentLimits? Limits { get; init; }

    /// <summary>The media type of forms.</summary>
    public const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Largest form.</summary>
    public const int LargestForm = 256 * 1024;

    /// <summary>The text of a form, or null when the body is none.</summary>
    public async ValueTask<string?> ReadForm() => FhirFormat.Is(ContentType, FormType) ? System.Text.Encoding.UTF8.GetString((await Read()).Span) : null;

    /// <summary>Adds the parameters of a form to those of the URL; returns the refusal when the body is none, or null.</summary>
    public async ValueTask<FhirResponse?> AddForm(RequestParameters parameters)
    {
        if (await ReadForm() is not { } form) return FhirResponse.Failure(StatusCodes.Status415UnsupportedMediaType, IssueType.NotSupported, "A search by POST is a form in UTF-8.", $"Send Content-Type: {FormType}.");
        if (form.Length > LargestForm) return FhirResponse.Failure(StatusCodes.Status413PayloadTooLarge, IssueType.TooLong, "The form is larger than this server reads.");
        parameters.Add(form);
        return null;
    }

    /// <summary>The resource of an entry.</summary>
    public static RequestBody Of(string contentType, ReadOnlyMemory<byte> bytes) => new(contentType, null, () => ValueTask.FromResult(bytes));

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAll(HttpContext http, long limit)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            if (result.Buffer.Length > limit) throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}

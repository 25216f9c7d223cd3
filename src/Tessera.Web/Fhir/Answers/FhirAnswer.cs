using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Fhir;

namespace Tessera.Web.Fhir.Answers;

/// <summary>Writes answers of the FHIR API to HTTP: stored bytes as they are, outcomes for everything that fails.</summary>
internal static class FhirAnswer
{
    /// <summary>Writes an answer.</summary>
    public static Task Write(HttpContext http, FhirResponse answer, string contentType, bool isPretty)
    {
        Head(http, answer);
        // Outcomes of failures are readable by everyone: what the caller accepts does not matter any more.
        if (!answer.Body.IsEmpty) return Bytes(http, answer.Body, answer.Status >= 400 ? FhirFormat.FhirJson : contentType, answer.Status, isPretty);
        http.Response.StatusCode = answer.Status;
        return Task.CompletedTask;
    }

    /// <summary>Writes the content of a Binary as what it is (https://hl7.org/fhir/R4/binary.html#rest). Whoever stored it chose it: no browser may run it
    /// as a page of this server.</summary>
    public static Task Content(HttpContext http, FhirResponse answer, ReadOnlyMemory<byte> content, string contentType)
    {
        Head(http, answer);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        headers.ContentDisposition = "attachment";
        return Send(http, content, contentType, answer.Status);
    }

    private static void Head(HttpContext http, FhirResponse answer)
    {
        var headers = http.Response.Headers;
        if (answer.Version > 0)
        {
            headers.ETag = Tag(answer.Version);
            headers.LastModified = answer.Updated.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);
        }

        if (answer.Location is not null) headers.Location = answer.Location;
        if (answer.AcceptPatch is not null) headers["Accept-Patch"] = answer.AcceptPatch;
    }

    private static Task Bytes(HttpContext http, ReadOnlyMemory<byte> json, string contentType, int status, bool isPretty) =>
        Send(http, isPretty ? PrettyJson.Format(json.Span) : json, contentType, status);

    private static async Task Send(HttpContext http, ReadOnlyMemory<byte> bytes, string contentType, int status)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        await response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>Writes an OperationOutcome.</summary>
    public static Task Outcome(HttpContext http, int status, params IReadOnlyList<Issue> issues) =>
        Bytes(http, OperationOutcomes.Write(issues), FhirFormat.FhirJson, status, http.Request.QueryString.HasValue && IsTrue(http.Request.Query["_pretty"].ToString()));

    /// <summary>Writes an OperationOutcome with one error.</summary>
    public static Task Failure(HttpContext http, int status, IssueType type, string message, string? fix = null) =>
        Outcome(http, status, new Issue(IssueSeverity.Error, type, "", message) { Fix = fix });

    public static Task NotAcceptable(HttpContext http) =>
        Failure(http, StatusCodes.Status406NotAcceptable, IssueType.NotSupported, "This server answers in JSON and FHIR R4 only.", "Accept application/fhir+json.");

    /// <summary>The weak tag of a version: https://hl7.org/fhir/R4/http.html#versioning</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    private static bool IsTrue(string value) => value is "true" or "1";
}

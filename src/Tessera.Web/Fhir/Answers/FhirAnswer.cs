using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Fhir;

namespace Tessera.Web.Fhir.Answers;

/// <summary>Writes answers of the FHIR API to HTTP: stored bytes as they are, outcomes for everything that fails.</summary>
internal static class FhirAnswer
{
    /// <summary>Writes an answer.</summary>
    public static Task Write(HttpContext http, FhirResponse answer, string contentType)
    {
        var headers = http.Response.Headers;
        if (answer.Version > 0)
        {
            headers.ETag = Tag(answer.Version);
            headers.LastModified = answer.Updated.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);
        }

        if (answer.Location is not null) headers.Location = answer.Location;
        // Outcomes of failures are readable by everyone: what the caller accepts does not matter any more.
        if (!answer.Body.IsEmpty) return Bytes(http, answer.Body, answer.Status >= 400 ? FhirFormat.FhirJson : contentType, answer.Status);
        http.Response.StatusCode = answer.Status;
        return Task.CompletedTask;
    }

    /// <summary>Writes JSON.</summary>
    public static Task Bytes(HttpContext http, ReadOnlyMemory<byte> json, string contentType, int status = StatusCodes.Status200OK)
    {
        if (http.Request.QueryString.HasValue && IsTrue(http.Request.Query["_pretty"].ToString())) json = PrettyJson.Format(json.Span);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = json.Length;
        return response.BodyWriter.WriteAsync(json, http.RequestAborted).AsTask();
    }

    /// <summary>Writes an OperationOutcome.</summary>
    public static Task Outcome(HttpContext http, int status, params IReadOnlyList<Issue> issues) =>
        Bytes(http, OperationOutcomes.Write(issues), FhirFormat.FhirJson, status);

    /// <summary>Writes an OperationOutcome with one error.</summary>
    public static Task Failure(HttpContext http, int status, IssueType type, string message, string? fix = null) =>
        Outcome(http, status, new Issue(IssueSeverity.Error, type, "", message) { Fix = fix });

    public static Task NotAcceptable(HttpContext http) =>
        Failure(http, StatusCodes.Status406NotAcceptable, IssueType.NotSupported, "This server answers in JSON only.", "Accept application/fhir+json.");

    /// <summary>The weak tag of a version: https://hl7.org/fhir/R4/http.html#versioning</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    private static bool IsTrue(string value) => value is "true" or "1";
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Fhir;
using Tessera.Store;

namespace Tessera.Web.Fhir;

/// <summary>Writes answers of the FHIR API: stored bytes as they are, outcomes for everything that fails.</summary>
internal static class FhirAnswer
{
    /// <summary>The stored bytes of a resource.</summary>
    public static Task Resource(HttpContext http, StoredResource resource, string contentType, int status = StatusCodes.Status200OK)
    {
        SetVersion(http.Response, resource.Version, resource.Updated);
        return Bytes(http, resource.Body, contentType, status);
    }

    /// <summary>A resource that we made.</summary>
    public static Task Bytes(HttpContext http, ReadOnlyMemory<byte> json, string contentType, int status = StatusCodes.Status200OK)
    {
        if (http.Request.QueryString.HasValue && IsTrue(http.Request.Query["_pretty"].ToString())) json = PrettyJson.Format(json.Span);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = json.Length;
        return response.BodyWriter.WriteAsync(json, http.RequestAborted).AsTask();
    }

    /// <summary>An OperationOutcome. Readable by everyone: what the caller accepts does not matter any more.</summary>
    public static Task Outcome(HttpContext http, int status, params IReadOnlyList<Issue> issues) =>
        Bytes(http, OperationOutcomes.Write(issues), FhirFormat.FhirJson, status);

    /// <summary>An OperationOutcome with one error.</summary>
    public static Task Failure(HttpContext http, int status, IssueType type, string message, string? fix = null) =>
        Outcome(http, status, new Issue(IssueSeverity.Error, type, "", message) { Fix = fix });

    public static Task NotFound(HttpContext http, string type, string id) =>
        Failure(http, StatusCodes.Status404NotFound, IssueType.NotFound, $"There is no {type} with this id.");

    public static Task NotAcceptable(HttpContext http) =>
        Failure(http, StatusCodes.Status406NotAcceptable, IssueType.NotSupported, "This server answers in JSON only.", "Accept application/fhir+json.");

    /// <summary>Version headers. See https://hl7.org/fhir/R4/http.html#versioning</summary>
    public static void SetVersion(HttpResponse response, long version, DateTimeOffset updated)
    {
        response.Headers.ETag = Tag(version);
        response.Headers.LastModified = updated.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);
    }

    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    private static bool IsTrue(string value) => value is "true" or "1";
}

using Microsoft.AspNetCore.Routing;
using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Requests;

/// <summary>A request of the FHIR API, whether it came over HTTP or as an entry of a bundle: https://hl7.org/fhir/R4/http.html</summary>
internal sealed class FhirRequest
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The address of the API as the caller wrote it.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>What stands behind it, without a leading slash and without parameters.</summary>
    public required string Path { get; init; }

    /// <summary>The parts of the path that the route names.</summary>
    public required RouteValueDictionary Route { get; init; }

    /// <summary>The parameters of the URL.</summary>
    public required RequestParameters Parameters { get; init; }

    /// <summary>Who asks.</summary>
    public required Access Access { get; init; }

    /// <summary>What the caller prefers to get back.</summary>
    public required FhirPreference Preference { get; init; }

    /// <summary>What was sent along, or null.</summary>
    public RequestBody? Body { get; init; }

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    public string? IfNoneExist { get; init; }

    /// <summary>The time of <c>If-Modified-Since</c>, or of the entry's <c>ifModifiedSince</c>; null when there is none.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>The resource whose rights hold for the content that is sent (<c>X-Security-Context</c>), or null: https://hl7.org/fhir/R4/binary.html#security</summary>
    public string? SecurityContext { get; init; }

    /// <summary>Stops the work when nobody waits for it any more.</summary>
    public required CancellationToken Cancel { get; init; }

    public string Type => (string)Route["type"]!;

    public string? Id => (string?)Route["id"];

    /// <summary>What <c>If-Match</c> and <c>If-None-Match: *</c> demand of a write; null for nothing.</summary>
    /// <param name="condition">What must be current, or null.</param>
    /// <returns>The refusal of a header that cannot be understood, or null.</returns>
    public FhirResponse? Precondition(out VersionCondition? condition)
    {
        condition = null;
        if (IfNoneMatch is not null && EntityTags.Parse(IfNoneMatch) is not { IsAny: true })
            return FhirResponse.Failure(400, IssueType.Value, "If-None-Match of a write is the star: the resource must not be there.", "Send If-None-Match: *, or If-Match: W/\"1\" for a version that must be current.");
        if (IfNoneMatch is not null) condition = VersionCondition.Absent;
        if (IfMatch is null) return null;
        if (EntityTags.Parse(IfMatch) is not { } tags)
            return FhirResponse.Failure(400, IssueType.Value, "If-Match is neither a star nor a list of tags in quotes.", "Send the ETag that the server gave, such as If-Match: W/\"1\".");
        if (condition is not null) return FhirResponse.Failure(400, IssueType.Value, "If-Match wants the resource to be there, and If-None-Match that it is not.", "Send one of them.");
        condition = tags.IsAny ? VersionCondition.Present : VersionCondition.OneOf(tags.Versions);
        return null;
    }

    /// <summary>The refusal of parameters that are none of these; null when there are no others, or the caller wants them ignored.</summary>
    public FhirResponse? Unknown(params ReadOnlySpan<string> known) =>
        Preference.Lenient || Parameters.Unknown(known) is not { } issue ? null : FhirResponse.Outcome(400, issue);

    /// <summary>The URL of this request with other parameters; for links.</summary>
    public string Url(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var query = RequestParameters.Encode([.. parameters, .. Parameters.Presentation]);
        var url = Path.Length == 0 ? BaseUrl : $"{BaseUrl}/{Path}";
        return query.Length == 0 ? url : $"{url}?{query}";
    }

    /// <summary>The same request at another path; for links.</summary>
    public FhirRequest At(string path) => path == Path ? this : new FhirRequest
    {
        Method = Method, BaseUrl = BaseUrl, Path = path, Route = Route, Parameters = Parameters, Access = Access, Preference = Preference, Cancel = Cancel,
    };

    /// <summary>The URL of this request as it was understood.</summary>
    public string SelfUrl => Url(Parameters.Pairs);

    /// <summary>The URL of the next page: the same with another value of one parameter.</summary>
    public string NextUrl(string parameter, string value) => Url([.. Parameters.Pairs.Where(pair => pair.Key != parameter), new(parameter, value)]);
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>Versions of a resource or of a type, newest first: https://hl7.org/fhir/R4/http.html#history</summary>
internal sealed class HistoryInteraction(CentreNode node, ResourceTypes types, ServerSettings settings)
{
    public async Task Handle(HttpContext http)
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        var parameters = RequestParameters.OfQuery(http.Request);
        var since = (DateTimeOffset?)null;
        var count = settings.PageSize;
        var before = long.TryParse(parameters["_cursor"], NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor : (long?)null;
        var problem = FhirPreference.Of(http.Request).Lenient ? null : parameters.Unknown("_count", "_since", "_cursor");
        problem ??= TryInstant(parameters["_since"], out since) ?? TryCount(parameters["_count"], ref count);
        if (problem is not null)
        {
            await FhirAnswer.Outcome(http, StatusCodes.Status400BadRequest, problem);
            return;
        }

        var (type, id) = ((string)http.Request.RouteValues["type"]!, (string?)http.Request.RouteValues["id"]);
        var page = await node.Store.History(RequestAccess.Of(http), type, id, since, Math.Min(count, settings.LargestPage), before, http.RequestAborted);
        if (!types.Contains(type) || (id is not null && page.Versions.Count == 0 && since is null && before is null))
        {
            await FhirAnswer.NotFound(http, type, id ?? "");
            return;
        }

        var baseUrl = BaseUrl.Of(http.Request);
        var path = id is null ? $"{baseUrl}/{type}/_history" : $"{baseUrl}/{type}/{id}/_history";
        var bundle = new BundleWriter("history", baseUrl);
        bundle.Links(("self", Url(path, parameters.Pairs)), ("next", page.Next is { } next ? Next(path, parameters, next) : null));
        foreach (var version in page.Versions) bundle.Version(version);
        await FhirAnswer.Bytes(http, bundle.Finish(), contentType);
    }

    /// <summary>Reads an instant or a date; null is "not given".</summary>
    public static Issue? TryInstant(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (text is null) return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            return new Issue(IssueSeverity.Error, IssueType.Value, "", "_since is not an instant such as 2026-01-31T12:00:00Z.");
        instant = parsed;
        return null;
    }

    /// <summary>Reads a positive number; null is "not given".</summary>
    public static Issue? TryCount(string? text, ref int count)
    {
        if (text is null) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0)
        {
            count = parsed;
            return null;
        }

        return new Issue(IssueSeverity.Error, IssueType.Value, "", "_count is not a positive number.");
    }

    private static string Next(string path, RequestParameters parameters, long before) =>
        Url(path, [.. parameters.Pairs.Where(pair => pair.Key != "_cursor"), new("_cursor", before.ToString(CultureInfo.InvariantCulture))]);

    private static string Url(string path, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        parameters.Count == 0 ? path : $"{path}?{RequestParameters.Encode(parameters)}";
}

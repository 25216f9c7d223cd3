using System.Globalization;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Versions of a resource, of a type or of everything, newest first: https://hl7.org/fhir/R4/http.html#history</summary>
internal sealed class HistoryInteraction(CentreNode node, ServerSettings settings)
{
    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        if (request.Unknown("_count", "_since", "_cursor") is { } unknown) return unknown;
        var (type, id) = ((string?)request.Route["type"], request.Id);
        if (ResourceView.Of(request, node.Definitions, type, out var refusal) is not { } view) return refusal!;
        var count = settings.PageSize;
        long? before = long.TryParse(request.Parameters["_cursor"], NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor : null;
        if ((TryInstant(request.Parameters["_since"], out var since) ?? TryCount(request.Parameters["_count"], ref count)) is { } problem) return FhirResponse.Outcome(400, problem);

        var page = await node.Store.History(request.Access, type, id, since, Math.Min(count, settings.LargestPage), before, request.Cancel);
        if (id is not null && page.Versions.Count == 0 && since is null && before is null) return FhirResponse.NotFound(type!);
        var bundle = new BundleWriter("history", request.BaseUrl, view);
        bundle.Links(("self", request.SelfUrl), ("next", page.Next is { } next ? request.NextUrl("_cursor", next.ToString(CultureInfo.InvariantCulture)) : null));
        foreach (var version in page.Versions) bundle.Version(version);
        return FhirResponse.Json(bundle.Finish());
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
}

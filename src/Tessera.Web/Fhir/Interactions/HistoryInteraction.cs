using System.Globalization;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Versions of a resource, of a type or of everything, newest first: https://hl7.org/fhir/R4/http.html#history</summary>
internal sealed class HistoryInteraction(CentreNode node, ServerSettings settings)
{
    /// <summary>The refusal of a request that is not understood, or null: nothing is asked of the store.</summary>
    public FhirResponse? Check(FhirRequest request) => Understand(request, out _);

    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        if (Understand(request, out var asked) is { } refusal) return refusal;
        var (type, id) = ((string?)request.Route["type"], request.Id);
        var page = await node.Store.History(request.Access, type, id, asked.Since, asked.Count, asked.Before, request.Cancel);
        if (id is not null && page.Versions.Count == 0 && asked is { Since: null, Before: null }) return FhirResponse.NotFound(type!);
        var bundle = new BundleWriter("history", request.BaseUrl, asked.View);
        bundle.Links(("self", request.SelfUrl), ("next", page.Next is { } next ? request.NextUrl("_cursor", next.ToString(CultureInfo.InvariantCulture)) : null));
        foreach (var version in page.Versions) bundle.Version(version);
        return FhirResponse.Json(bundle.Finish());
    }

    private FhirResponse? Understand(FhirRequest request, out Asked asked)
    {
        asked = default;
        if (request.Unknown("_count", "_since", "_cursor") is { } unknown) return unknown;
        if (ResourceView.Of(request, node.Definitions, (string?)request.Route["type"], out var refusal) is not { } view) return refusal;
        var count = settings.PageSize;
        long? before = long.TryParse(request.Parameters["_cursor"], NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor : null;
        if ((TryInstant(request.Parameters["_since"], out var since) ?? TryCount(request.Parameters["_count"], ref count)) is { } problem) return FhirResponse.Outcome(400, problem);
        asked = new Asked(view, since, Math.Min(count, settings.LargestPage), before);
        return null;
    }

    private readonly record struct Asked(ResourceView View, DateTimeOffset? Since, int Count, long? Before);

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
        if (text.Length > 0 && text.All(char.IsAsciiDigit) && text.Trim('0').Length > 0)
        {
            // However large, it is lowered to what a page may hold.
            count = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : int.MaxValue;
            return null;
        }

        return new Issue(IssueSeverity.Error, IssueType.Value, "", "_count is not a positive number.");
    }
}

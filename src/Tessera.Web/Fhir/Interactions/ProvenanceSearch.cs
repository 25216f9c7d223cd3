using Tessera.Centre;
using Tessera.Centre.Provenances;
using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Adds the Provenances of imports, which no table holds, to searches that ask by target: <c>Provenance?target=</c>, <c>Provenance?patient=</c>
/// and <c>_revinclude=Provenance:target</c>.</summary>
internal sealed class ProvenanceSearch(CentreNode node)
{
    private static readonly string[] Targets = ["target", "target:Patient", "patient"];

    /// <summary>The page with what is to be added; most pages stay as they are.</summary>
    public async Task<SearchPage> Extend(FhirRequest request, string? type, SearchPage page, bool countOnly)
    {
        var pairs = request.Parameters.Pairs;
        if (type == ImportProvenances.Type && Asked(request, pairs) is { Count: > 0 } targets) return With(page, await node.Provenances.Of(request.Access, targets, request.Cancel), countOnly);
        if (IsAboutStoredAlone(type, pairs))
            return page with { Issues = [.. page.Issues, new Issue(IssueSeverity.Information, IssueType.NotSupported, "", "Provenances of imports are found by target and patient alone; they are no part of this answer.")] };
        if (page.Matches.Count == 0 || !pairs.Any(pair => pair.Key is "_revinclude" or "_revinclude:iterate" && IsTarget(pair.Value))) return page;
        var included = await node.Provenances.Of(request.Access, [.. page.Matches.Select(match => (match.Type, match.Id))], request.Cancel);
        return page with { Included = [.. page.Included, .. included] };
    }

    // A later page of what was found by target has nothing missing: the first one had them.
    private static bool IsAboutStoredAlone(string? type, IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        pairs.Any(pair => pair.Key.Contains("_has:Provenance:", StringComparison.Ordinal)) || (type == ImportProvenances.Type && !pairs.Any(pair => pair.Key == "_cursor"));

    // Beside the target only what shapes the answer: other conditions are for the stored ones alone. A later page has them behind it.
    private static List<(string Type, string Id)> Asked(FhirRequest request, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var asked = pairs.Where(pair => Targets.Contains(pair.Key)).ToList();
        if (asked.Count != 1 || pairs.Any(pair => !Targets.Contains(pair.Key) && !pair.Key.StartsWith('_')) || pairs.Any(pair => pair.Key is "_cursor" or "_id" or "_lastUpdated" or "_tag" or "_filter")) return [];
        return [.. asked[0].Value.Split(',').Select(text => Target(request.BaseUrl, text, asked[0].Key)).OfType<(string, string)>()];
    }

    private static (string Type, string Id)? Target(string baseUrl, string text, string parameter)
    {
        if (text.StartsWith(baseUrl + "/", StringComparison.Ordinal)) text = text[(baseUrl.Length + 1)..];
        return text.Split('/') switch
        {
            [{ Length: > 0 } type, { Length: > 0 } id] => (type, id),
            [{ Length: > 0 } id] when parameter != "target" => ("Patient", id),
            _ => null,
        };
    }

    private static bool IsTarget(string value) => value is "Provenance:target" or "Provenance:*" || value.StartsWith("Provenance:target:", StringComparison.Ordinal);

    private static SearchPage With(SearchPage page, IReadOnlyList<StoredResource> found, bool countOnly) =>
        page with { Matches = countOnly ? page.Matches : [.. page.Matches, .. found], Total = page.Total + found.Count };
}

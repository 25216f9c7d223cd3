using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.References;
using Tessera.Fhir.Search;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Bundles;

/// <summary>The references between the entries of a transaction: what means another entry by its fullUrl gets that entry's type and id, and what is a
/// search is left to the writer. See https://hl7.org/fhir/R4/bundle.html#references</summary>
internal sealed class BundleReferences
{
    private readonly CentreNode node;
    private readonly string baseUrl;
    private readonly IReadOnlyList<string?> fullUrls;
    private readonly IReadOnlyList<ResourceWrite> writes;
    private readonly LocalReferences local;
    private readonly Dictionary<string, string> targets = new(StringComparer.Ordinal);

    public BundleReferences(CentreNode node, string baseUrl, IReadOnlyList<string?> fullUrls, IReadOnlyList<ResourceWrite> writes)
    {
        (this.node, this.baseUrl, this.fullUrls, this.writes) = (node, baseUrl, fullUrls, writes);
        local = new LocalReferences(node.Definitions, baseUrl);
        for (var i = 0; i < writes.Count; i++)
            if (fullUrls[i] is { } url) targets.TryAdd(url, $"{writes[i].Type}/{writes[i].Id ?? writes[i].IdWhenNew}");
    }

    /// <summary>Resolves the references of one write.</summary>
    /// <param name="at">Which.</param>
    /// <param name="resolved">The write with its references resolved.</param>
    /// <returns>The refusal, or null.</returns>
    public FhirResponse? Resolve(int at, out ResourceWrite resolved)
    {
        resolved = writes[at];
        if (resolved.Document is not { } document) return null;
        var root = RestfulRoot(fullUrls[at], resolved.Type);
        var searches = new Dictionary<string, SearchQuery>(StringComparer.Ordinal);
        FhirResponse? refusal = null;
        var changed = ResourceUrls.Replace(document, node.Definitions, (url, isReference) =>
        {
            if (Target(url, root) is { } target) return target;
            if (!isReference) return null;
            if (local.Relative(url) is { } relative) return relative;
            if (url.StartsWith("urn:uuid:", StringComparison.Ordinal) || url.StartsWith("urn:oid:", StringComparison.Ordinal))
                refusal ??= FhirResponse.Failure(400, IssueType.NotFound, "A reference names an entry that the transaction does not have.", "Give that entry this fullUrl, or refer to a stored resource.");
            else if (url.IndexOf('?', StringComparison.Ordinal) is > 0 and var question && node.Store.SearchParameters.IsResourceType(url[..question]))
                refusal ??= Search(url, question, searches);
            return null;
        });
        resolved = resolved with { Document = changed, ConditionalReferences = searches };
        return refusal;
    }

    private string? Target(string url, string? root)
    {
        if (targets.TryGetValue(url, out var target)) return target;
        return root is not null ? targets.GetValueOrDefault($"{root}/{url}") : null;
    }

    private FhirResponse? Search(string url, int question, Dictionary<string, SearchQuery> searches)
    {
        if (!Criteria.TryRead(node, baseUrl, url[..question], RequestParameters.Of(url[(question + 1)..]), out var query, out var refusal)) return refusal;
        searches[url] = query;
        return null;
    }

    // A relative reference in an entry with the fullUrl http://a/Observation/1 is relative to http://a.
    private static string? RestfulRoot(string? fullUrl, string type)
    {
        if (fullUrl is null) return null;
        var end = fullUrl.LastIndexOf($"/{type}/", StringComparison.Ordinal);
        return end > 0 ? fullUrl[..end] : null;
    }
}

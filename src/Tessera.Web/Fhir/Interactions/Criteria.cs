using System.Diagnostics.CodeAnalysis;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Reads criteria: the search that decides which resource a conditional interaction or a conditional reference means.
/// See https://hl7.org/fhir/R4/http.html#cond-update</summary>
internal static class Criteria
{
    /// <summary>Reads criteria that select; without any, every resource of the type would be meant, and with a single one stored just that.</summary>
    /// <param name="node">The node whose search parameters there are.</param>
    /// <param name="baseUrl">The address of the API.</param>
    /// <param name="type">The type that is searched.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="query">The search, or null.</param>
    /// <param name="refusal">The answer when they are not understood or do not select.</param>
    public static bool TryRead(
        CentreNode node, string baseUrl, string type, RequestParameters parameters, [NotNullWhen(true)] out SearchQuery? query, [NotNullWhen(false)] out FhirResponse? refusal)
    {
        var rules = new SearchRules(node.Clock.GetUtcNow()) { BaseUrl = baseUrl };
        if (!SearchQuery.TryParse(type, parameters.Pairs, node.Store.SearchParameters, rules, out query, out var issues)) refusal = FhirResponse.Outcome(400, issues);
        else if (query.Selects) refusal = null;
        else
        {
            refusal = FhirResponse.Failure(
                400, IssueType.Required, "A conditional interaction needs criteria that select: _count, _sort and others that shape an answer do not.", "Name the resource by its id, or give search parameters.");
        }

        return refusal is null;
    }
}

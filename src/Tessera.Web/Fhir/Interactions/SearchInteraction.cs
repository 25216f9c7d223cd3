using System.Diagnostics.CodeAnalysis;
using Tessera.Centre;
using Tessera.Centre.Audit;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Search of one type, or of several at once, also of what belongs to one patient, by GET and by POST:
/// https://hl7.org/fhir/R4/http.html#search</summary>
internal sealed class SearchInteraction(CentreNode node, ServerSettings settings)
{
    private readonly ProvenanceSearch provenances = new(node);
    private readonly AuditEventSearch audit = new(node);

    /// <summary>Search by GET.</summary>
    public Task<FhirResponse> Get(FhirRequest request) => Search(request, request.Path);

    /// <summary>Search by POST: a form, joined with what stands in the URL.</summary>
    public Task<FhirResponse> ByPost(FhirRequest request) => Search(request, PathByGet(request));

    /// <summary>The refusal of a search that is not understood, or null: nothing is asked of the store.</summary>
    public FhirResponse? Check(FhirRequest request) => Understand(request, out _);

    private async Task<FhirResponse> Search(FhirRequest request, string path)
    {
        if (Understand(request, out var search) is { } refusal) return refusal;
        var (type, query) = ((string?)request.Route["type"], search.Query);
        var page = type == AuditEventJson.Type ? await audit.Find(request, query) : await provenances.Extend(request, type, await node.Store.Search(request.Access, query, request.Cancel), query.CountOnly);
        return FhirResponse.Json(Bundle(request, path, page, [.. search.Issues, .. page.Issues], search.View));
    }

    private FhirResponse? Understand(FhirRequest request, out Understood search)
    {
        search = default;
        var type = (string?)request.Route["type"];
        if (ResourceView.Of(request, node.Definitions, type, out var refusal) is not { } view) return refusal;
        var rules = new SearchRules(node.Clock.GetUtcNow())
        {
            Lenient = request.Preference.Lenient, DefaultCount = settings.PageSize, MaximumCount = settings.LargestPage, BaseUrl = request.BaseUrl,
        };
        if (!TryParse(type, type == AuditEventJson.Type ? AuditEventSearch.WithoutCursor(request.Parameters) : request.Parameters.Pairs, rules, out var query, out var issues)) return FhirResponse.Outcome(400, issues);
        if (OutOfCompartment(request, ref query) is { } outside) return outside;
        search = new Understood(query, view, issues);
        return null;
    }

    private readonly record struct Understood(SearchQuery Query, ResourceView View, IReadOnlyList<Issue> Issues);

    // All types of a compartment are a star by GET and nothing by POST: https://hl7.org/fhir/R4/http.html#vsearch
    private static string PathByGet(FhirRequest request)
    {
        var path = request.Path[..^"_search".Length].TrimEnd('/');
        return request.Route["compartment"] is not null && request.Route["type"] is null ? path + "/*" : path;
    }

    /// <summary>Restricts a search to the compartment that the address names, if it names one; or the answer when there is none.</summary>
    private FhirResponse? OutOfCompartment(FhirRequest request, ref SearchQuery query)
    {
        if (request.Route["compartment"] is not string compartment) return null;
        if (node.Definitions.FindCompartment(compartment) is not { } definition)
            return FhirResponse.Failure(404, IssueType.NotSupported, $"It is not known here what belongs to a {compartment}.", "GET /fhir/metadata names the compartments that there are.");
        if (query.Within(definition, request.Id!, node.Store.SearchParameters) is not { } within)
            return FhirResponse.Failure(400, IssueType.NotSupported, $"Resources of this type do not belong to a {compartment}.", $"{definition.Url} says which do.");
        query = within;
        return null;
    }

    private bool TryParse(
        string? type, IReadOnlyList<KeyValuePair<string, string>> parameters, SearchRules rules, [NotNullWhen(true)] out SearchQuery? query, out IReadOnlyList<Issue> issues) => type is null
        ? SearchQuery.TryParse(parameters, node.Store.SearchParameters, rules, out query, out issues)
        : SearchQuery.TryParse(type, parameters, node.Store.SearchParameters, rules, out query, out issues);

    private static ReadOnlyMemory<byte> Bundle(FhirRequest request, string path, SearchPage page, IReadOnlyList<Issue> issues, ResourceView view)
    {
        var bundle = new BundleWriter("searchset", request.BaseUrl, view);
        if (page.Total is { } total) bundle.Total(total);
        // The links are of a search by GET, whichever way it came.
        var get = request.At(path);
        // What was ignored is in no link: the self link tells how the search was understood, and the next one may be followed strictly.
        var used = get.Parameters.Pairs.Where(pair => !issues.Any(issue => issue.Type == IssueType.NotSupported && issue.Expression == pair.Key)).ToList();
        bundle.Links(("self", get.Url(used)), ("next", page.Next is null ? null : get.Url([.. used.Where(pair => pair.Key != "_cursor"), new("_cursor", page.Next)])));
        foreach (var match in page.Matches) bundle.Entry(match, "match");
        foreach (var included in page.Included) bundle.Entry(included, "include");
        if (issues.Count > 0) bundle.Outcome(OperationOutcomes.Write(issues));
        return bundle.Finish();
    }
}

using System.Diagnostics.CodeAnalysis;
using Tessera.Centre;
using Tessera.Centre.Audit;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Search of one type, or of several at once, by GET and by POST: https://hl7.org/fhir/R4/http.html#search</summary>
internal sealed class SearchInteraction(CentreNode node, ServerSettings settings)
{
    private readonly ProvenanceSearch provenances = new(node);
    private readonly AuditEventSearch audit = new(node);

    /// <summary>Search by GET.</summary>
    public Task<FhirResponse> Get(FhirRequest request) => Search(request, request.Path);

    /// <summary>Search by POST: a form, joined with what stands in the URL.</summary>
    public async Task<FhirResponse> Post(FhirRequest request)
    {
        if (request.Body is not { } body || await body.ReadForm() is not { } form)
            return FhirResponse.Failure(415, IssueType.NotSupported, "A search by POST is a form.", $"Send Content-Type: {RequestBody.FormType}.");
        if (form.Length > RequestBody.LargestForm) return FhirResponse.Failure(413, IssueType.TooLong, "The form is larger than this server reads.");
        request.Parameters.Add(form);
        return await Search(request, request.Path[..^"_search".Length].TrimEnd('/'));
    }

    private async Task<FhirResponse> Search(FhirRequest request, string path)
    {
        var type = (string?)request.Route["type"];
        if (ResourceView.Of(request, node.Definitions, type, out var refusal) is not { } view) return refusal!;
        var rules = new SearchRules(node.Clock.GetUtcNow())
        {
            Lenient = request.Preference.Lenient, DefaultCount = settings.PageSize, MaximumCount = settings.LargestPage, BaseUrl = request.BaseUrl,
        };
        if (!TryParse(type, type == AuditEventJson.Type ? AuditEventSearch.WithoutCursor(request.Parameters) : request.Parameters.Pairs, rules, out var query, out var issues)) return FhirResponse.Outcome(400, issues);
        var page = type == AuditEventJson.Type ? await audit.Find(request, query) : await provenances.Extend(request, type, await node.Store.Search(request.Access, query, request.Cancel), query.CountOnly);
        return FhirResponse.Json(Bundle(request, path, page, [.. issues, .. page.Issues], view));
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

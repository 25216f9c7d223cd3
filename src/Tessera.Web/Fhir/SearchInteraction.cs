using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Store;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>Search of one type by GET and by POST: https://hl7.org/fhir/R4/http.html#search</summary>
internal sealed class SearchInteraction(CentreNode node, ResourceTypes types, ServerSettings settings)
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const int LargestForm = 256 * 1024;

    public Task Get(HttpContext http) => Search(http, RequestParameters.OfQuery(http.Request));

    public async Task Post(HttpContext http)
    {
        if (await ReadForm(http) is not { } form)
        {
            await FhirAnswer.Failure(http, StatusCodes.Status415UnsupportedMediaType, IssueType.NotSupported, "A search by POST is a form.", $"Send Content-Type: {FormType}.");
            return;
        }

        var parameters = RequestParameters.OfQuery(http.Request);
        parameters.Add(form);
        await Search(http, parameters);
    }

    private async Task Search(HttpContext http, RequestParameters parameters)
    {
        var type = (string)http.Request.RouteValues["type"]!;
        if (FhirFormat.Negotiate(http.Request) is not { } contentType)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        if (!types.Contains(type))
        {
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
            return;
        }

        var rules = new SearchRules(node.Clock.GetUtcNow())
        {
            Lenient = FhirPreference.Of(http.Request).Lenient, DefaultCount = settings.PageSize, MaximumCount = settings.LargestPage,
        };
        if (!SearchQuery.TryParse(type, parameters.Pairs, node.Store.SearchParameters, rules, out var query, out var issues))
        {
            await FhirAnswer.Outcome(http, StatusCodes.Status400BadRequest, issues);
            return;
        }

        var page = await node.Store.Search(RequestAccess.Of(http), query, http.RequestAborted);
        await FhirAnswer.Bytes(http, Bundle(http, type, parameters.Pairs, page, [.. issues, .. page.Issues]), contentType);
    }

    private static ReadOnlyMemory<byte> Bundle(
        HttpContext http, string type, IReadOnlyList<KeyValuePair<string, string>> parameters, SearchPage page, IReadOnlyList<Issue> issues)
    {
        var baseUrl = BaseUrl.Of(http.Request);
        var bundle = new BundleWriter("searchset", baseUrl);
        if (page.Total is { } total) bundle.Total(total);
        bundle.Links(("self", Url(baseUrl, type, parameters)), ("next", page.Next is null ? null : Next(baseUrl, type, parameters, page.Next)));
        foreach (var match in page.Matches) bundle.Entry(match, "match");
        foreach (var included in page.Included) bundle.Entry(included, "include");
        if (issues.Count > 0) bundle.Outcome(OperationOutcomes.Write(issues));
        return bundle.Finish();
    }

    private static string Next(string baseUrl, string type, IEnumerable<KeyValuePair<string, string>> parameters, string cursor) =>
        Url(baseUrl, type, [.. parameters.Where(pair => pair.Key != "_cursor"), new("_cursor", cursor)]);

    private static string Url(string baseUrl, string type, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        parameters.Count == 0 ? $"{baseUrl}/{type}" : $"{baseUrl}/{type}?{RequestParameters.Encode(parameters)}";

    /// <summary>The text of a form, or null when the body is none.</summary>
    internal static async Task<string?> ReadForm(HttpContext http)
    {
        if (!(http.Request.ContentType ?? "").StartsWith(FormType, StringComparison.OrdinalIgnoreCase)) return null;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            if (result.Buffer.Length > LargestForm) throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
            if (result.IsCompleted)
            {
                var text = Encoding.UTF8.GetString(result.Buffer);
                reader.AdvanceTo(result.Buffer.End);
                return text;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}

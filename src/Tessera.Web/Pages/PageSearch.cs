using Tessera.Centre;
using Tessera.Fhir.Search;
using Tessera.Store;

namespace Tessera.Web.Pages;

/// <summary>Searches that pages make.</summary>
internal static class PageSearch
{
    private static readonly SearchPage Nothing = new([], [], null, null);

    /// <summary>Runs a search; one that cannot be understood finds nothing.</summary>
    public static Task<SearchPage> Run(CentreNode node, Access access, string type, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancel)
    {
        var rules = new SearchRules(node.Clock.GetUtcNow());
        return SearchQuery.TryParse(type, parameters, node.Store.SearchParameters, rules, out var query, out _)
            ? node.Store.Search(access, query, cancel)
            : Task.FromResult(Nothing);
    }

    /// <summary>A text from a person as the value of a parameter: the characters that mean something in a search mean themselves.
    /// See https://hl7.org/fhir/R4/search.html#escaping</summary>
    public static string Literal(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);

    public static KeyValuePair<string, string> With(string name, string value) => new(name, value);
}

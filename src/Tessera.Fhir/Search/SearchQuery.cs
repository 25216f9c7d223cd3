using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Search.Parsing;
using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search;

/// <summary>A search, parsed and typed.</summary>
public sealed record SearchQuery
{
    /// <summary>The resource type that is searched.</summary>
    public required string Type { get; init; }

    /// <summary>For a search of several types: one search for each, of which only the type, the filter and the order's parameters count;
    /// <see cref="Type"/> and <see cref="Filter"/> are empty then. Empty for a search of one type.</summary>
    public IReadOnlyList<SearchQuery> Parts { get; init; } = [];

    /// <summary>What a match must fulfil.</summary>
    public SearchExpression Filter { get; init; } = new AllOf([]);

    /// <summary>Whether <see cref="Filter"/> says anything: else everything matches, and the parameters only shape the answer.</summary>
    public bool Selects => Filter is not AllOf { Parts.Count: 0 };

    /// <summary>Matches per page; 0 for none, as with <c>_summary=count</c>.</summary>
    public int Count { get; init; } = 50;

    /// <summary>The order; empty for the store's own, newest first.</summary>
    public IReadOnlyList<SearchSort> Sort { get; init; } = [];

    /// <summary>What comes along with the matches.</summary>
    public IReadOnlyList<SearchInclude> Includes { get; init; } = [];

    /// <summary>Whether all matches are counted.</summary>
    public SearchTotal Total { get; init; }

    /// <summary>Whether only the number of matches is wanted (<c>_summary=count</c>).</summary>
    public bool CountOnly { get; init; }

    /// <summary>Where the page before ended (<c>_cursor</c>), or null for the first page.</summary>
    public SearchCursor? Cursor { get; init; }

    /// <summary>The parameters that were understood, as name and value: what a self link shows.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Applied { get; init; } = [];

    /// <summary>This search, restricted to what belongs to one resource: https://hl7.org/fhir/R4/http.html#vsearch</summary>
    /// <param name="compartment">What belongs to resources of its type.</param>
    /// <param name="id">Logical id of the resource.</param>
    /// <param name="known">The parameters that exist.</param>
    /// <returns>The search, or null when none of the types that are searched can belong to it.</returns>
    public SearchQuery? Within(CompartmentDefinition compartment, string id, SearchParameters known)
    {
        ArgumentNullException.ThrowIfNull(compartment);
        ArgumentNullException.ThrowIfNull(known);
        if (Parts.Count > 0) return Parts.Select(part => part.Within(compartment, id, known)).OfType<SearchQuery>().ToList() is { Count: > 0 } parts ? this with { Parts = parts } : null;
        if (!compartment.Members.TryGetValue(Type, out var codes)) return null;
        var links = codes.Select(code => known.Find(Type, code)).OfType<SearchParameter>().Select(SearchExpression (parameter) => new ReferenceMatch(parameter, [compartment.Code], id, null));
        return this with { Filter = new AllOf([Filter, new AnyOf([.. links])]) };
    }

    /// <summary>Reads the parameters of a search URL.</summary>
    /// <param name="type">The resource type that is searched.</param>
    /// <param name="parameters">Names (with modifiers) and values, decoded, in order.</param>
    /// <param name="known">The parameters that exist.</param>
    /// <param name="rules">How to read.</param>
    /// <param name="query">The search, or null.</param>
    /// <param name="issues">Errors when there is no search; else what was ignored (lenient) or is worth saying.</param>
    /// <returns>Whether there is a search.</returns>
    public static bool TryParse(
        string type,
        IEnumerable<KeyValuePair<string, string>> parameters,
        SearchParameters known,
        SearchRules rules,
        [NotNullWhen(true)] out SearchQuery? query,
        out IReadOnlyList<Issue> issues) => new SearchQueryParser(type, [type], known, rules).TryParse(parameters, out query, out issues);

    /// <summary>Reads the parameters of a search of several types: those that <c>_type</c> names, or all.</summary>
    /// <param name="parameters">Names (with modifiers) and values, decoded, in order; every type must have those that filter.</param>
    /// <param name="known">The parameters that exist.</param>
    /// <param name="rules">How to read.</param>
    /// <param name="query">The search, or null.</param>
    /// <param name="issues">Errors when there is no search; else what was ignored (lenient) or is worth saying.</param>
    /// <returns>Whether there is a search.</returns>
    public static bool TryParse(
        IEnumerable<KeyValuePair<string, string>> parameters,
        SearchParameters known,
        SearchRules rules,
        [NotNullWhen(true)] out SearchQuery? query,
        out IReadOnlyList<Issue> issues) => new SystemSearchParser(known, rules).TryParse([.. parameters], out query, out issues);
}

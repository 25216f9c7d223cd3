using System.Diagnostics.CodeAnalysis;

namespace Tessera.Fhir.Search;

/// <summary>A search, parsed and typed.</summary>
public sealed record SearchQuery
{
    /// <summary>The resource type that is searched.</summary>
    public required string Type { get; init; }

    /// <summary>Matches per page.</summary>
    public int Count { get; init; }

    /// <summary>Reads the parameters of a search URL.</summary>
    /// <param name="type">The resource type that is searched.</param>
    /// <param name="parameters">Names (with modifiers) and values, decoded, in order.</param>
    /// <param name="known">The parameters that exist.</param>
    /// <param name="rules">How to read.</param>
    /// <param name="query">The search, or null.</param>
    /// <param name="issues">Errors when there is no search; else what was ignored (lenient) or is worth saying.</param>
    public static bool TryParse(
        string type,
        IEnumerable<KeyValuePair<string, string>> parameters,
        SearchParameters known,
        SearchRules rules,
        [NotNullWhen(true)] out SearchQuery? query,
        out IReadOnlyList<Issue> issues) => throw new NotImplementedException();
}

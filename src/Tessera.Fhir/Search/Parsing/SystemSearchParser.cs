using System.Diagnostics.CodeAnalysis;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads a search of several types: the same parameters, read for each type. See https://hl7.org/fhir/R4/http.html#search</summary>
internal sealed class SystemSearchParser(SearchParameters known, SearchRules rules)
{
    public bool TryParse(IReadOnlyList<KeyValuePair<string, string>> parameters, [NotNullWhen(true)] out SearchQuery? query, out IReadOnlyList<Issue> issues)
    {
        query = null;
        if (Types(parameters, out var types) is { } refusal)
        {
            issues = [refusal];
            return false;
        }
        issues = [];
        // A cursor is one of the whole search.
        var shared = parameters.Where(parameter => parameter.Key is not ("_type" or "_cursor")).ToList();
        var parts = new List<SearchQuery>();
        foreach (var type in types)
        {
            if (!new SearchQueryParser(type, types, known, rules).TryParse(shared, out var part, out issues)) return false;
            parts.Add(part);
        }
        var whole = parts[0] with { Type = "", Filter = new Queries.AllOf([]), Parts = parts, Applied = [.. parts[0].Applied, .. parameters.Where(parameter => parameter.Key == "_type")] };
        query = WithCursor(whole, parameters.LastOrDefault(parameter => parameter.Key == "_cursor").Value, out var issue);
        if (issue is not null) issues = [issue];
        return query is not null;
    }

    private static SearchQuery? WithCursor(SearchQuery whole, string? cursor, out Issue? issue)
    {
        issue = null;
        if (cursor is null) return whole;
        if (SearchCursor.TryParse(cursor, whole, out var read)) return whole with { Cursor = read };
        issue = SearchRefusal.NoSuchCursor();
        return null;
    }

    private Issue? Types(IEnumerable<KeyValuePair<string, string>> parameters, out IReadOnlyList<string> types)
    {
        types = [.. parameters.Where(parameter => parameter.Key == "_type").SelectMany(parameter => parameter.Value.Split(',')).Distinct()];
        if (types.FirstOrDefault(type => !known.IsResourceType(type)) is not null) return SearchRefusal.Malformed("_type", "a list of resource types with commas between them");
        if (types.Count == 0) types = known.ResourceTypes;
        return null;
    }
}

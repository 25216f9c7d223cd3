using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads a whole search: every parameter is understood or refused.</summary>
/// <param name="type">The type that is searched.</param>
/// <param name="types">All types that are searched together.</param>
/// <param name="known">The parameters that exist.</param>
/// <param name="rules">How to read.</param>
internal sealed class SearchQueryParser(string type, IReadOnlyList<string> types, SearchParameters known, SearchRules rules)
{
    private const int MostConditions = 500;

    private readonly SearchFilterParser filters = new(known, rules);
    private readonly SearchResultParser result = new(type, types, known, rules);
    private readonly List<Issue> issues = [];
    private readonly List<SearchExpression> conditions = [];
    private readonly List<KeyValuePair<string, string>> applied = [];

    public bool TryParse(IEnumerable<KeyValuePair<string, string>> parameters, [NotNullWhen(true)] out SearchQuery? query, out IReadOnlyList<Issue> found)
    {
        query = null;
        found = issues;
        if (!known.IsResourceType(type))
        {
            issues.Add(new Issue(IssueSeverity.Error, IssueType.NotSupported, "", "There is no such resource type."));
            return false;
        }
        foreach (var parameter in parameters)
        {
            Read(parameter);
            if (conditions.Count <= MostConditions) continue;
            issues.Add(SearchRefusal.TooMany(parameter.Key, $"The search has more than {MostConditions} conditions."));
            break;
        }

        if (issues.Exists(issue => issue.Severity >= IssueSeverity.Error)) return false;
        query = result.Shape(new SearchQuery { Type = type, Filter = new AllOf(conditions), Applied = applied }, out var issue);
        if (issue is null) return true;
        issues.Add(issue);
        query = null;
        return false;
    }

    private void Read(KeyValuePair<string, string> parameter)
    {
        var isUnderstood = result.TryRead(parameter.Key, parameter.Value, out var issue);
        if (!isUnderstood && filters.Parse(type, parameter.Key, parameter.Value, out issue) is { } condition) conditions.Add(condition);
        if (issue is null) applied.Add(parameter);
        else issues.Add(rules.Lenient && issue.Type == IssueType.NotSupported ? issue with { Severity = IssueSeverity.Warning, Fix = "It was ignored." } : issue);
    }
}

using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads <c>_include</c> and <c>_revinclude</c>: <c>Type:parameter</c>, <c>Type:parameter:TargetType</c>, <c>Type:*</c> or <c>*</c>.</summary>
/// <param name="types">The types that are searched.</param>
/// <param name="known">The parameters that exist.</param>
internal sealed class SearchIncludeParser(IReadOnlyList<string> types, SearchParameters known)
{
    public static bool Knows(string name) => name is "_include" or "_revinclude" or "_include:iterate" or "_revinclude:iterate" or "_include:recurse" or "_revinclude:recurse";

    public SearchInclude? Parse(string name, string value, out Issue? issue)
    {
        issue = null;
        // ":recurse" was the name before R4.
        var (isReverse, iterates) = (name.StartsWith("_revinclude", StringComparison.Ordinal), name.Contains(':', StringComparison.Ordinal));
        var parts = value.Split(':');
        if (value == "*") return new SearchInclude(null, null, null, isReverse, iterates);
        if (parts.Length is not (2 or 3)) issue = SearchRefusal.Malformed(name, "of the form *, Type:*, Type:parameter or Type:parameter:TargetType");
        else if (!known.IsResourceType(parts[0])) issue = SearchRefusal.Malformed(name, "one that begins with a resource type");
        else if (!isReverse && !iterates && !types.Contains(parts[0])) issue = SearchRefusal.Malformed(name, $"one that begins with a searched type: {string.Join(", ", types)}");
        else if (parts.Length == 3 && !known.IsResourceType(parts[2])) issue = SearchRefusal.Malformed(name, "one that ends with a resource type");
        if (issue is not null) return null;
        var target = parts.Length == 3 ? parts[2] : null;
        if (parts[1] == "*") return new SearchInclude(parts[0], null, target, isReverse, iterates);
        var references = known.Of(parts[0]).Where(parameter => parameter is { Type: SearchParameterType.Reference, IsIndexed: true }).ToList();
        if (references.Find(parameter => parameter.Code == parts[1]) is { } reference) return new SearchInclude(parts[0], reference, target, isReverse, iterates);
        issue = SearchRefusal.Malformed(name, $"one with a reference parameter of {parts[0]}") with
        {
            Fix = $"References of {parts[0]}: {string.Join(", ", references.Select(parameter => parameter.Code))}.",
        };
        return null;
    }
}

using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads one value of a composite parameter: a value for each component, with dollar signs between.</summary>
internal sealed class CompositeValueParser(SearchValueParser values)
{
    public SearchExpression? Parse(string name, SearchParameter parameter, string value, out Issue? issue)
    {
        issue = null;
        var composite = parameter.Composite!;
        var parts = EscapedText.Split(value, '$');
        if (parts.Count != composite.Components.Count)
        {
            issue = SearchRefusal.Malformed(name, $"of the form {string.Join('$', composite.Components.Select(component => component.Code))}");
            return null;
        }
        var conditions = new List<SearchExpression>();
        for (var i = 0; i < parts.Count; i++)
        {
            if (values.Parse(name, composite.Components[i], null, parts[i], out issue) is not { } condition) return null;
            conditions.Add(condition);
        }
        // The indexes of the components find what may match; only where elements repeat must they be looked at together.
        return new AllOf(composite.IsWholeResource ? conditions : [.. conditions, new CompositeMatch(parameter, conditions)]);
    }
}

using Tessera.Fhir.Definitions;
using Tessera.Fhir.Path;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search;

/// <summary>The parameters of one resource type.</summary>
internal sealed class SearchParameterSet
{
    private static readonly FhirPathOptions Lenient = new() { AllowUnknown = true };

    private readonly Dictionary<string, SearchParameter> byCode;

    private SearchParameterSet(bool isResource, Dictionary<string, SearchParameter> byCode)
    {
        (IsResource, this.byCode) = (isResource, byCode);
        All = byCode.Values.OrderBy(parameter => parameter.Code, StringComparer.Ordinal).ToArray();
    }

    public static SearchParameterSet None { get; } = new(isResource: false, []);

    public bool IsResource { get; }

    public IReadOnlyList<SearchParameter> All { get; }

    public SearchParameter? Find(string code) => byCode.GetValueOrDefault(code);

    public static SearchParameterSet Make(FhirDefinitions loaded, FhirType type, IEnumerable<SearchParameterDefinition> definitions)
    {
        var byCode = new Dictionary<string, SearchParameter>(StringComparer.Ordinal);
        // Several parameters may read the same elements (combo-code and code, patient and subject): they share one expression.
        var compiled = new Dictionary<string, (FhirPathExpression? Path, Issue? Problem)>(StringComparer.Ordinal);
        var reader = new SearchValueReader(loaded);
        var ofType = definitions.ToList();
        // A composite is made of the others.
        foreach (var definition in ofType.Where(definition => definition.Components.Count == 0).Concat(ofType.Where(definition => definition.Components.Count > 0)))
        {
            // The base specification comes first; a package that repeats a code must not change what stored indexes mean.
            if (byCode.ContainsKey(definition.Code) || !Enum.TryParse<SearchParameterType>(definition.Type, ignoreCase: true, out var kind)) continue;
            var expression = SearchExpressionText.ForType(definition.Expression, type);
            var (path, problem) = IsIndexed(definition.Code, kind, expression) ? Compile(expression) : default;
            byCode.Add(definition.Code, new SearchParameter(type.Name, definition.Code, kind, definition.Url, expression, definition.Targets, reader)
            {
                Values = path, Problem = problem,
                Composite = kind == SearchParameterType.Composite ? Composite(loaded, type, definition, expression, byCode.Values, reader) : null,
            });
        }
        SearchUnions.Find(byCode.Values);
        return new SearchParameterSet(isResource: true, byCode);

        (FhirPathExpression? Path, Issue? Problem) Compile(string expression)
        {
            if (compiled.TryGetValue(expression, out var known)) return known;
            if (!FhirPathExpression.TryCompile(expression, loaded, type.Name, out var path, out var problem)
                && SearchExpressionText.WithChoices(expression, loaded) is { } choices && FhirPathExpression.TryCompile(choices, loaded, type.Name, out path, out _)) problem = null;
            return compiled[expression] = (path, problem);
        }
    }

    /// <summary>The parts of a composite, or null when one of them is not indexed on its own.</summary>
    private static SearchComposite? Composite(FhirDefinitions loaded, FhirType type, SearchParameterDefinition definition, string expression, IEnumerable<SearchParameter> others, SearchValueReader reader)
    {
        var components = definition.Components.Select(component => Component(component, expression, others)).OfType<SearchParameter>().ToArray();
        if (components.Length != definition.Components.Count) return null;
        if (expression == type.Name) return new SearchComposite(components, null, [], reader);
        if (!FhirPathExpression.TryCompile(expression, loaded, type.Name, out var elements, out _)) return null;
        var values = new List<FhirPathExpression>();
        foreach (var component in definition.Components)
        {
            if (!FhirPathExpression.TryCompile(component.Expression, loaded, null, out var value, out _, Lenient)) return null;
            values.Add(value);
        }
        return new SearchComposite(components, elements, values, reader);
    }

    // R4 names the parts of DocumentReference.relationship the wrong way round: what a part reads tells more than what it is called.
    private static SearchParameter? Component(SearchParameterComponent component, string elements, IEnumerable<SearchParameter> others)
    {
        var indexed = others.Where(parameter => parameter.IsIndexed);
        return indexed.FirstOrDefault(parameter => parameter.Expression == $"{elements}.{component.Expression}")
            ?? indexed.FirstOrDefault(parameter => parameter.Url == component.Definition);
    }

    // Logical ids and times are columns of the resource; composite and special parameters have rules of their own.
    private static bool IsIndexed(string code, SearchParameterType kind, string expression) =>
        expression.Length > 0 && code is not ("_id" or "_lastUpdated") && kind is not (SearchParameterType.Composite or SearchParameterType.Special);
}

using Tessera.Fhir.Definitions;
using Tessera.Fhir.Path;

namespace Tessera.Fhir.Search;

/// <summary>The parameters of one resource type.</summary>
internal sealed class SearchParameterSet
{
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
        foreach (var definition in definitions)
        {
            // The base specification comes first; a package that repeats a code must not change what stored indexes mean.
            if (byCode.ContainsKey(definition.Code) || !Enum.TryParse<SearchParameterType>(definition.Type, ignoreCase: true, out var kind)) continue;
            var expression = SearchExpressionText.ForType(definition.Expression, type);
            var (path, problem) = IsIndexed(definition.Code, kind, expression) ? Compile(expression) : default;
            byCode.Add(definition.Code, new SearchParameter(type.Name, definition.Code, kind, definition.Url, expression, definition.Targets) { Values = path, Problem = problem });
        }
        return new SearchParameterSet(isResource: true, byCode);

        (FhirPathExpression? Path, Issue? Problem) Compile(string expression)
        {
            if (compiled.TryGetValue(expression, out var known)) return known;
            FhirPathExpression.TryCompile(expression, loaded, type.Name, out var path, out var problem);
            return compiled[expression] = (path, problem);
        }
    }

    // Logical ids and times are columns of the resource; composite and special parameters have rules of their own.
    private static bool IsIndexed(string code, SearchParameterType kind, string expression) =>
        expression.Length > 0 && code is not ("_id" or "_lastUpdated") && kind is not (SearchParameterType.Composite or SearchParameterType.Special);
}

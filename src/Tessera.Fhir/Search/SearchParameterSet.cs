using Tessera.Fhir.Definitions;

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

    public static SearchParameterSet Make(FhirType type, IEnumerable<SearchParameterDefinition> definitions)
    {
        var byCode = new Dictionary<string, SearchParameter>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            // The base specification comes first; a package that repeats a code must not change what stored indexes mean.
            if (byCode.ContainsKey(definition.Code) || !Enum.TryParse<SearchParameterType>(definition.Type, ignoreCase: true, out var kind)) continue;
            byCode.Add(definition.Code, new SearchParameter(
                type.Name, definition.Code, kind, definition.Url, SearchExpressionText.ForType(definition.Expression, type), definition.Targets));
        }
        return new SearchParameterSet(isResource: true, byCode);
    }
}

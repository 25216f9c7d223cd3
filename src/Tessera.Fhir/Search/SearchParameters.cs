using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Search;

/// <summary>The search parameters of every resource type, from loaded definitions.</summary>
public sealed class SearchParameters
{
    private readonly Dictionary<string, Dictionary<string, SearchParameter>> byType = new(StringComparer.Ordinal);

    /// <summary>Collects the parameters of the definitions.</summary>
    public SearchParameters(FhirDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
    }

    /// <summary>The parameter of a type with this code, or null.</summary>
    public SearchParameter? Find(string type, string code) => byType.GetValueOrDefault(type)?.GetValueOrDefault(code);

    /// <summary>The parameters of a type in the order of their codes.</summary>
    public IReadOnlyList<SearchParameter> Of(string type) => byType.TryGetValue(type, out var found) ? [.. found.Values.OrderBy(p => p.Code, StringComparer.Ordinal)] : [];
}

using System.Collections.Concurrent;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Search;

/// <summary>The search parameters of every resource type, from loaded definitions. Safe to share between threads.</summary>
public sealed class SearchParameters
{
    private readonly ConcurrentDictionary<string, SearchParameterSet> sets = new(StringComparer.Ordinal);
    private readonly Lazy<string[]> resourceTypes;
    private readonly ILookup<string, SearchParameterDefinition> byBase;

    /// <summary>Collects the parameters of the definitions.</summary>
    public SearchParameters(FhirDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        Definitions = definitions;
        byBase = definitions.SearchParameters
            .SelectMany(definition => definition.Bases.Select(type => (Type: type, Definition: definition)))
            .ToLookup(pair => pair.Type, pair => pair.Definition, StringComparer.Ordinal);
        resourceTypes = new(FindResourceTypes);
    }

    /// <summary>The definitions that they come from.</summary>
    public FhirDefinitions Definitions { get; }

    /// <summary>The names of all resource types that have instances, in their order.</summary>
    public IReadOnlyList<string> ResourceTypes => resourceTypes.Value;

    /// <summary>Whether this is the name of a resource type that has instances.</summary>
    public bool IsResourceType(string type) => Set(type).IsResource;

    /// <summary>The parameter of a type with this code, or null.</summary>
    public SearchParameter? Find(string type, string code) => Set(type).Find(code);

    /// <summary>The parameters of a type, those of all resources included, in the order of their codes.</summary>
    public IReadOnlyList<SearchParameter> Of(string type) => Set(type).All;

    /// <summary>The parameter by which resources of a type name the resource of the same type that they are a part of (Location, Organization,
    /// Encounter, Procedure …), or null when they do not.</summary>
    public SearchParameter? Whole(string type) =>
        (Find(type, "partof") ?? Find(type, "part-of")) is { IsIndexed: true, Type: SearchParameterType.Reference } whole && whole.Targets.Contains(type) ? whole : null;

    private SearchParameterSet Set(string type)
    {
        if (sets.TryGetValue(type, out var set)) return set;
        if (!IsConcrete(type)) return SearchParameterSet.None;
        var known = Definitions.Type(type)!;
        return sets.GetOrAdd(type, SearchParameterSet.Make(Definitions, known, Bases(known).SelectMany(name => byBase[name])));
    }

    private string[] FindResourceTypes()
    {
        const string Core = "http://hl7.org/fhir/StructureDefinition/";
        return [.. Definitions.Urls(DefinitionKind.StructureDefinition)
            .Where(url => url.StartsWith(Core, StringComparison.Ordinal)).Select(url => url[Core.Length..])
            .Where(name => name.All(char.IsAsciiLetter) && IsConcrete(name)).Order(StringComparer.Ordinal)];
    }

    private bool IsConcrete(string type) => Definitions.Type(type) is { Kind: FhirTypeKind.Resource, IsAbstract: false };

    private static IEnumerable<string> Bases(FhirType type)
    {
        for (var at = type; at is not null; at = at.Base) yield return at.Name;
    }
}

using System.Collections.Concurrent;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>All compiled structures, each compiled when first needed. Safe to share between threads: compiling twice gives the same.</summary>
internal sealed class RuleSet(FhirDefinitions definitions)
{
    private readonly ConcurrentDictionary<StructureDefinition, StructureRule> compiled = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, StructureRule?> byUrl = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ValueSet?> valueSets = new(StringComparer.Ordinal);

    public FhirDefinitions Definitions { get; } = definitions;

    public WellKnownNames Names { get; } = new(definitions.Names);

    /// <summary>The rules of a structure.</summary>
    public StructureRule Of(StructureDefinition structure) => compiled.GetOrAdd(structure, static (definition, rules) => RuleCompiler.Compile(definition, rules), this);

    /// <summary>The rules of a profile by its canonical URL, or null when it is not loaded or has no snapshot.</summary>
    public StructureRule? Find(string canonical) => byUrl.GetOrAdd(
        canonical, static (url, rules) => rules.Definitions.FindStructure(url) is { Elements.Count: > 0 } structure ? rules.Of(structure) : null, this);

    /// <summary>The value set with this canonical URL, or null when it is not loaded.</summary>
    public ValueSet? ValueSet(string canonical) => valueSets.GetOrAdd(canonical, static (url, definitions) => definitions.FindValueSet(url), Definitions);

    /// <summary>The rules of a resource type, or null when there is no such type.</summary>
    public StructureRule? ResourceType(string name) => Definitions.Type(name) is { Kind: FhirTypeKind.Resource, IsAbstract: false } type ? Of(type.Structure) : null;
}

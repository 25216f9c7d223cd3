using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>A compiled structure: its root element with everything below.</summary>
internal sealed class StructureRule(StructureDefinition definition)
{
    private readonly Dictionary<string, ElementRule> byId = new(StringComparer.Ordinal);

    private ConstraintRule[]? constraints;
    private ExtensionPlaces? places;

    public StructureDefinition Definition { get; } = definition;

    public ElementRule Root { get; private set; } = null!;

    /// <summary>Whether its values are resources; what it says of its own kind is not always so.</summary>
    public bool IsResource { get; init; }

    /// <summary>For messages and slices: the profile's URL, or empty for a type of the base specification.</summary>
    public string Profile => Definition.IsProfile ? Definition.Url : "";

    /// <summary>What the specification's text asks of resources of this type, or null.</summary>
    public ResourceCheck? Check { get; } = definition is { IsProfile: false, Kind: "resource" } ? ResourceChecks.For(definition) : null;

    /// <summary>For extensions: where they may stand.</summary>
    public ExtensionPlaces Places(RuleSet rules) => places ??= new ExtensionPlaces(Definition.Contexts, rules);

    /// <summary>Invariants of the whole structure, compiled when first asked.</summary>
    public ConstraintRule[] Constraints(RuleSet rules) => constraints ??= ConstraintRule.Of(Root, null, rules);

    public ElementRule? ById(string id) => byId.GetValueOrDefault(id);

    public void Add(ElementRule element)
    {
        if (byId.Count == 0) Root = element;
        byId.TryAdd(element.Definition.Id, element);
    }
}

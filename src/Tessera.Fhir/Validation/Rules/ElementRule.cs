using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>What one element of a structure demands, compiled once from the snapshot. Immutable once its structure is compiled.</summary>
internal sealed class ElementRule
{
    public ElementRule(ElementDefinition definition, StructureRule structure, TypeRule[] types, FhirNode exact, FhirNode pattern, NameTable names)
    {
        (Definition, Structure, Types, Fixed, Pattern) = (definition, structure, types, exact, pattern);
        Name = definition.Path[(definition.Path.LastIndexOf('.') + 1)..];
        IsChoice = Name.EndsWith("[x]", StringComparison.Ordinal);
        if (IsChoice) Name = Name[..^3];
        HasSimpleEncodings = definition.Path == "CapabilityStatement.format";
        HolderPath = definition.Path[..Math.Max(0, definition.Path.LastIndexOf('.'))];
        (Least, Most) = (Bound(definition.MinValue, names), Bound(definition.MaxValue, names));
    }

    private static QuantityBound? Bound(ReadOnlyMemory<byte> json, NameTable names) =>
        json.Span is [(byte)'{', ..] ? QuantityBound.Of(FhirDocument.Parse(json, names).Root) : null;

    /// <summary>The smallest Quantity, or null.</summary>
    public QuantityBound? Least { get; }

    /// <summary>The largest Quantity, or null.</summary>
    public QuantityBound? Most { get; }

    public ElementDefinition Definition { get; }

    public StructureRule Structure { get; }

    /// <summary>Path of the element that holds this one; empty for a root.</summary>
    public string HolderPath { get; }

    /// <summary>FHIRPath name: <c>value</c> for <c>value[x]</c>.</summary>
    public string Name { get; }

    public bool IsChoice { get; }

    public TypeRule[] Types { get; }

    public FhirNode Fixed { get; }

    public FhirNode Pattern { get; }

    /// <summary>Elements below this one in the same snapshot; empty when the type's own structure rules there.</summary>
    public List<ElementRule> Children { get; } = [];

    /// <summary>Slices of this element, in order; a slice of a slice hangs on its slice.</summary>
    public List<ElementRule> Slices { get; } = [];

    /// <summary>How items find their slice; null when the element is not sliced.</summary>
    public Slicing? Slicing { get; set; }

    /// <summary>The properties of this element's object, or null when the type's own structure rules there.</summary>
    public ObjectRule? Object
    {
        get => field ??= Shared?.Invoke();
        set;
    }

    /// <summary>Makes the properties that this element shares with another, or null. The other may stand in a structure that shares back, so they are
    /// made when first asked.</summary>
    public Func<ObjectRule?>? Shared { get; set; }

    /// <summary>This element's type with the same code, or the type itself.</summary>
    public TypeRule TypeLike(TypeRule type)
    {
        foreach (var own in Types)
            if (own.Code == type.Code) return own;
        return type;
    }

    /// <summary>Whether the short names of FHIR's own formats stand for media types here
    /// (https://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.format).</summary>
    public bool HasSimpleEncodings { get; }

    public int Min => Definition.Min;

    public int Max => Definition.Max;

    public bool IsList => Definition.IsList;
}

using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>One type that an element may have, with what it demands of its values.</summary>
internal sealed class TypeRule(RuleSet rules, ElementType type)
{
    private StructureRule? structure;
    private ConstraintRule[]? constraints;
    private bool? hasTargetProfiles;

    public ElementType Type { get; } = type;

    public string Code => Type.Code;

    /// <summary>The type in the base specification; null for <c>BackboneElement</c> and <c>Element</c> with parts of their own.</summary>
    public FhirType? Fhir { get; } = rules.Definitions.Type(type.Code);

    public bool IsPrimitive => Fhir?.Kind == FhirTypeKind.Primitive;

    /// <summary>Whether the parts of its values are said by the element, not by the type; a slice may leave them to what it is a slice of.</summary>
    public bool IsNameless => Code is "BackboneElement" or "Element";

    public bool IsResource => Fhir?.Kind == FhirTypeKind.Resource;

    /// <summary>Whether targets must conform to profiles, not only be of a type.</summary>
    public bool HasTargetProfiles => hasTargetProfiles ??= Type.TargetProfiles.Any(url => !url.StartsWith("http://hl7.org/fhir/StructureDefinition/", StringComparison.Ordinal) || rules.Definitions.FindStructure(url) is not { IsProfile: false });

    public bool IsReference => Code is "Reference";

    /// <summary>Format of a primitive.</summary>
    public PrimitiveFormat Format { get; } = PrimitiveFormat.Of(type.Code);

    /// <summary>What the specification's text asks of values of this type, or null.</summary>
    public ValueCheck? Check { get; } = ValueChecks.For(type.Code);

    /// <summary>Invariants of an element that has this type, compiled when first asked.</summary>
    public ConstraintRule[] Constraints(ElementRule element) => constraints ??= ConstraintRule.Of(element, this, rules);

    /// <summary>Rules of the type itself.</summary>
    public StructureRule? Structure => structure ??= Fhir is null ? null : rules.Of(Fhir.Structure);
}

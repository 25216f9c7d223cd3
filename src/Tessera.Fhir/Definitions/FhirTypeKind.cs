namespace Tessera.Fhir.Definitions;

/// <summary>What a type is.</summary>
public enum FhirTypeKind
{
    /// <summary>A single value, such as <c>code</c>; in JSON a string, number or boolean.</summary>
    Primitive,

    /// <summary>A data type with elements, such as <c>Quantity</c>.</summary>
    Complex,

    /// <summary>A part of a resource or type that has no name of its own, such as <c>Observation.component</c>.</summary>
    Backbone,

    /// <summary>A resource.</summary>
    Resource,
}

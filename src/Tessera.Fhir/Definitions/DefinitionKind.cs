namespace Tessera.Fhir.Definitions;

/// <summary>The kinds of definition that a layer holds.</summary>
public enum DefinitionKind : byte
{
    /// <summary>A type, profile or extension.</summary>
    StructureDefinition = 1,

    /// <summary>A value set, expanded as far as its code systems are known.</summary>
    ValueSet = 2,

    /// <summary>A code system.</summary>
    CodeSystem = 3,

    /// <summary>A search parameter.</summary>
    SearchParameter = 4,
}

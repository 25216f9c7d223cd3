namespace Tessera.Fhir.Definitions;

/// <summary>The kinds of definition that a layer holds.</summary>
public enum DefinitionKind : byte
{
    /// <summary>A type, profile or extension.</summary>
    StructureDefinition = 1,

    /// <summary>A value set: the codes it lists, and the rules for those it does not.</summary>
    ValueSet = 2,

    /// <summary>A code system.</summary>
    CodeSystem = 3,

    /// <summary>A search parameter.</summary>
    SearchParameter = 4,

    /// <summary>The codes that the value sets of a package list from one code system, under the code system's URL.</summary>
    ListedCodes = 5,

    /// <summary>What belongs to a patient, an encounter or a practitioner.</summary>
    CompartmentDefinition = 6,
}

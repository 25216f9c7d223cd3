using Tessera.Fhir.Definitions;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Profiles and extensions as mappings name them: by their URL, or by its last part.</summary>
internal static class ProfileNames
{
    /// <summary>The profile of a resource, or null.</summary>
    public static StructureDefinition? Resource(string name, FhirDefinitions definitions) => Find(name, definitions, structure => structure.Kind == "resource");

    /// <summary>The definition of an extension, or null.</summary>
    public static StructureDefinition? Extension(string name, FhirDefinitions definitions) => Find(name, definitions, structure => structure.IsExtension);

    private static StructureDefinition? Find(string name, FhirDefinitions definitions, Func<StructureDefinition, bool> wanted) =>
        definitions.FindStructure(name) is { } named && wanted(named) ? named
        : definitions.Urls(DefinitionKind.StructureDefinition).Where(url => url.EndsWith("/" + name, StringComparison.Ordinal)).Select(definitions.FindStructure)
            .FirstOrDefault(structure => structure is not null && wanted(structure));
}

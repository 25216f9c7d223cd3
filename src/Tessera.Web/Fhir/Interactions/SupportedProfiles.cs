using Tessera.Fhir.Definitions;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>The profiles of loaded implementation guides, by the resource type they constrain.</summary>
internal static class SupportedProfiles
{
    public static ILookup<string, string> Of(FhirDefinitions definitions) => definitions.Packages
        .Where(package => package.Name.Contains(".us.", StringComparison.Ordinal))
        .SelectMany(package => definitions.Urls(DefinitionKind.StructureDefinition, package.Name))
        .Select(definitions.FindStructure)
        .Where(structure => structure is { IsProfile: true, IsExtension: false, IsAbstract: false, Kind: "resource" })
        .OrderBy(structure => structure!.Url, StringComparer.Ordinal)
        .ToLookup(structure => structure!.Type, structure => structure!.Url, StringComparer.Ordinal);
}

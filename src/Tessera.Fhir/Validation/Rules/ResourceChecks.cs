using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>Checks one resource against what the specification says in words of its type.</summary>
internal delegate void ResourceCheck(ValidationRun run, FhirNode resource);

/// <summary>The checks of resource types, found once when a structure is compiled.</summary>
internal static class ResourceChecks
{
    private const string PublicationStatus = "http://hl7.org/fhir/ValueSet/publication-status";

    /// <summary>The check of a type, or null when its definition says all.</summary>
    public static ResourceCheck? For(StructureDefinition type)
    {
        ResourceCheck? check = type.Type switch
        {
            "Bundle" => static (run, resource) => run.Bundle(resource),
            "CodeSystem" => static (run, resource) => run.CodeSystem(resource),
            "ValueSet" => static (run, resource) => run.ValueSet(resource),
            "ConceptMap" => static (run, resource) => run.ConceptMap(resource),
            "StructureDefinition" => static (run, resource) => run.StructureDefinition(resource),
            _ => null,
        };
        return IsCanonical(type) ? (static (run, resource) => run.CanonicalUrl(resource)) + check : check;
    }

    // What has a URL and a publication status is known by that URL (https://hl7.org/fhir/R4/references.html#canonical).
    private static bool IsCanonical(StructureDefinition type) =>
        type.Elements.Any(element => element.Path == type.Type + ".url" && element.Types is [{ Code: "uri" }]) &&
        type.Elements.Any(element => element.Path == type.Type + ".status" && element.Binding?.ValueSet.StartsWith(PublicationStatus, StringComparison.Ordinal) == true);
}

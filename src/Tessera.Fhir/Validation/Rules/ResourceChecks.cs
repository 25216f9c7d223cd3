using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>Checks one resource against what the specification says in words of its type.</summary>
internal delegate void ResourceCheck(ValidationRun run, FhirNode resource);

/// <summary>The checks of resource types, found once when a structure is compiled.</summary>
internal static class ResourceChecks
{
    /// <summary>The check of a type, or null when its definition says all.</summary>
    public static ResourceCheck? For(string type) => type switch
    {
        "Bundle" => static (run, resource) => run.Bundle(resource),
        _ => null,
    };
}

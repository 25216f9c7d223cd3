using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>Checks one value against what the specification says in words of its data type.</summary>
internal delegate void ValueCheck(ValidationRun run, FhirNode value);

/// <summary>The checks of data types, found once when a type rule is compiled.</summary>
internal static class ValueChecks
{
    /// <summary>The check of a type, or null when its definition says all.</summary>
    public static ValueCheck? For(string type) => type switch
    {
        "Coding" => static (run, value) => run.Coding(value),
        "Quantity" or "Age" or "Count" or "Distance" or "Duration" => static (run, value) => run.Unit(value),
        "Attachment" => static (run, value) => run.Attachment(value),
        "Reference" => static (run, value) => run.Reference(value),
        "Extension" => static (run, value) => run.ExtensionPlace(value),
        "Identifier" => static (run, value) => run.Identifier(value),
        _ => null,
    };
}

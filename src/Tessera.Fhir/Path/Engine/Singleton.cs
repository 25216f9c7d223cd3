using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Engine;

/// <summary>http://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections</summary>
internal static class Singleton
{
    /// <summary>A single value where a boolean is wanted: its own value when it is a boolean, else true because it is there.</summary>
    public static Truth ToTruth(in FhirPathValue value)
    {
        switch (value.Kind)
        {
            case FhirPathValueKind.None:
                return Truth.Empty;
            case FhirPathValueKind.Boolean:
                return value.Data.First != 0 ? Truth.True : Truth.False;
            case FhirPathValueKind.Element when value.ElementType!.System == FhirPathValueKind.Boolean:
                if (value.Index < 0) return Truth.Empty;
                return value.Document.Tape[value.Index].Kind switch { JsonKind.True => Truth.True, JsonKind.False => Truth.False, _ => Truth.Empty };
            default:
                return Truth.True;
        }
    }

    public static Truth Not(Truth truth) => truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Empty };

    public static Truth Of(bool value) => value ? Truth.True : Truth.False;
}

using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Invariants.</summary>
internal sealed partial class ValidationRun
{
    private void Constraints(FhirNode value, ElementRule element)
    {
        _ = rules;
    }
}

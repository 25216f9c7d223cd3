using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Bindings to value sets.</summary>
internal sealed partial class ValidationRun
{
    public SliceMatch IsBound(FhirNode value, string valueSet) => rules is null ? SliceMatch.No : SliceMatch.Unknown;

    private void Binding(FhirNode value, ElementBinding binding, ElementRule element)
    {
        _ = rules;
    }
}

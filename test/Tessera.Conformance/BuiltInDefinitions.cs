using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation;

[assembly: AssemblyFixture(typeof(Tessera.Conformance.BuiltInDefinitions))]

namespace Tessera.Conformance;

/// <summary>The pinned definitions, opened once for all tests.</summary>
public sealed class BuiltInDefinitions
{
    public BuiltInDefinitions() => Validator = new FhirValidator(Definitions);

    public FhirDefinitions Definitions { get; } = FhirDefinitions.OpenBuiltIn();

    public FhirValidator Validator { get; }
}

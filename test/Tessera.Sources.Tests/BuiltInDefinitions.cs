using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation;

[assembly: AssemblyFixture(typeof(Tessera.Sources.Tests.BuiltInDefinitions))]

namespace Tessera.Sources.Tests;

/// <summary>The pinned definitions and a validator over them, opened once for all tests.</summary>
public sealed class BuiltInDefinitions
{
    public BuiltInDefinitions() => Validator = new FhirValidator(Definitions);

    public FhirDefinitions Definitions { get; } = FhirDefinitions.OpenBuiltIn();

    public FhirValidator Validator { get; }
}

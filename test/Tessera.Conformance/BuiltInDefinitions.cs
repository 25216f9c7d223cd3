using Tessera.Fhir.Definitions;

[assembly: AssemblyFixture(typeof(Tessera.Conformance.BuiltInDefinitions))]

namespace Tessera.Conformance;

/// <summary>The pinned definitions, opened once for all tests.</summary>
public sealed class BuiltInDefinitions
{
    public FhirDefinitions Definitions { get; } = FhirDefinitions.OpenBuiltIn();
}

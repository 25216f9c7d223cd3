using Tessera.Fhir.Definitions;

[assembly: AssemblyFixture(typeof(Tessera.Fhir.Tests.BuiltInDefinitions))]

namespace Tessera.Fhir.Tests;

/// <summary>The pinned definitions, opened once for all tests.</summary>
public sealed class BuiltInDefinitions
{
    public FhirDefinitions Definitions { get; } = FhirDefinitions.OpenBuiltIn();
}

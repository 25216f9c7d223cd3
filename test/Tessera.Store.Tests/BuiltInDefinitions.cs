using Tessera.Fhir.Definitions;

[assembly: AssemblyFixture(typeof(Tessera.Store.Tests.BuiltInDefinitions))]

namespace Tessera.Store.Tests;

/// <summary>The pinned definitions, opened once for all tests.</summary>
public sealed class BuiltInDefinitions
{
    public FhirDefinitions Definitions { get; } = FhirDefinitions.OpenBuiltIn();
}

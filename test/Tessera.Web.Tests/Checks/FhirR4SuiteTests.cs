using Tessera.Centre.Checks;

namespace Tessera.Web.Tests.Checks;

/// <summary>The suite <c>fhir-r4</c> against a real server; each case is one test.</summary>
public sealed class FhirR4SuiteTests(CheckedServer server) : IClassFixture<CheckedServer>
{
    public static TheoryData<string> Cases() => [.. CheckSuites.Load("fhir-r4").Cases.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_server_does_what_the_specification_says(string id) => server.Check("fhir-r4", id);
}

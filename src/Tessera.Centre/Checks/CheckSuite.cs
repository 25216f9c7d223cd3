namespace Tessera.Centre.Checks;

/// <summary>A list of cases that a FHIR server is checked with; read from YAML, see <c>docs/conformance.md</c>.</summary>
/// <param name="Name">The name by which people choose it, such as <c>mcode-sender</c>.</param>
/// <param name="Title">What it checks, in a few words.</param>
/// <param name="Writes">Whether its cases write test records to the server.</param>
/// <param name="Cases">The cases, in order; each stands alone.</param>
public sealed record CheckSuite(string Name, string Title, bool Writes, IReadOnlyList<CheckCase> Cases);

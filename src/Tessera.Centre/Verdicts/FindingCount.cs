using Tessera.Fhir.Validation;

namespace Tessera.Centre.Verdicts;

/// <summary>How many resources share type, import, verdict and findings.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Run">The import that wrote them; null when none did.</param>
/// <param name="Verdict">Their verdict.</param>
/// <param name="Rules">Numbers of the rules that were found, in order; empty for none.</param>
/// <param name="Resources">How many.</param>
public sealed record FindingCount(string Type, long? Run, Verdict Verdict, IReadOnlyList<long> Rules, long Resources);

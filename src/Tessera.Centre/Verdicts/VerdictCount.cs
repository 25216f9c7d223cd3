using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;

namespace Tessera.Centre.Verdicts;

/// <summary>How many resources of a group and type have a verdict.</summary>
/// <param name="Group">The mCODE group.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Resources">How many.</param>
public sealed record VerdictCount(McodeGroup Group, string Type, Verdict Verdict, long Resources);

using Tessera.Fhir;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre.Writes;

/// <summary>What became of one write that was validated first.</summary>
/// <param name="Outcome">The store's answer; null when validation refused the resource, so that nothing was written.</param>
/// <param name="Validation">What validation found; null when it was off.</param>
public sealed record ValidatedWrite(WriteOutcome? Outcome, ValidationResult? Validation)
{
    /// <summary>The findings.</summary>
    public IReadOnlyList<Issue> Issues => Validation?.Issues ?? [];
}

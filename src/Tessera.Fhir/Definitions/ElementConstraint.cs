namespace Tessera.Fhir.Definitions;

/// <summary>An invariant.</summary>
/// <param name="Key">Its key, such as <c>obs-6</c>.</param>
/// <param name="IsError">Whether breaking it is an error; otherwise a warning.</param>
/// <param name="Human">What it says, for people.</param>
/// <param name="Expression">FHIRPath that must be true; empty when only prose exists.</param>
/// <param name="Source">Canonical URL of the structure that introduced it, or empty.</param>
public sealed record ElementConstraint(string Key, bool IsError, string Human, string Expression, string Source);

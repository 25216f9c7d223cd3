namespace Tessera.Fhir.Definitions;

/// <summary>A terminology binding.</summary>
/// <param name="Strength">How strict it is.</param>
/// <param name="ValueSet">Canonical URL of the value set, possibly with version.</param>
/// <param name="MaxValueSet">Canonical URL of the largest value set that extensible and preferred bindings allow, or null.</param>
public sealed record ElementBinding(BindingStrength Strength, string ValueSet, string? MaxValueSet);

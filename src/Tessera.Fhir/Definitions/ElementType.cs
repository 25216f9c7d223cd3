namespace Tessera.Fhir.Definitions;

/// <summary>One type that an element may have.</summary>
/// <param name="Code">Type name, such as <c>Quantity</c> or <c>BackboneElement</c>.</param>
/// <param name="Profiles">Canonical URLs that the value must conform to one of; empty for none.</param>
/// <param name="TargetProfiles">For references: canonical URLs of which the target must conform to one; empty for any.</param>
/// <param name="Aggregations">For references: <c>contained</c>, <c>referenced</c>, <c>bundled</c>; empty for any.</param>
public sealed record ElementType(
    string Code, IReadOnlyList<string> Profiles, IReadOnlyList<string> TargetProfiles, IReadOnlyList<string> Aggregations);

namespace Tessera.Fhir.Definitions;

/// <summary>One part of a composite search parameter.</summary>
/// <param name="Definition">Canonical URL of the part's own parameter.</param>
/// <param name="Expression">FHIRPath from the composite's element to the part's values.</param>
public sealed record SearchParameterComponent(string Definition, string Expression);

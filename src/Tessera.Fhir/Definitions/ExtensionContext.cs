namespace Tessera.Fhir.Definitions;

/// <summary>Where an extension may stand. See https://hl7.org/fhir/R4/defining-extensions.html#context</summary>
/// <param name="Type"><c>element</c>, <c>fhirpath</c> or <c>extension</c>; <c>invariant</c> for a rule that the element must keep besides.</param>
/// <param name="Expression">An element path, a FHIRPath, or the URL of the containing extension.</param>
public sealed record ExtensionContext(string Type, string Expression);

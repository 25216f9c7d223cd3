namespace Tessera.Fhir.Terminology;

/// <summary>A property that a code system defines for its concepts.</summary>
/// <param name="Code">Its name in this code system.</param>
/// <param name="Uri">What it means, when that is said.</param>
internal sealed record ConceptProperty(string Code, string? Uri);

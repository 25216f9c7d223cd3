using Tessera.Fhir.Json;

namespace Tessera.Centre.Codes.Elements;

/// <summary>A CodeableConcept of a document.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Node">The concept.</param>
internal readonly record struct FoundConcept(ElementPlace Place, FhirNode Node);

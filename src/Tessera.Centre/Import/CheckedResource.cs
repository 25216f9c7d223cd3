using Tessera.Fhir.Validation;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>A resource that a record gave, and what validation says of it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Validation">Valid or not checked: an invalid one puts its record into quarantine.</param>
public sealed record CheckedResource(ExtractedResource Resource, ValidationResult Validation);

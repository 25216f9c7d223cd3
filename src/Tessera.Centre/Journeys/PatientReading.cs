using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Store;

namespace Tessera.Centre.Journeys;

/// <summary>A journey with the records it was made of.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Records">The patient's own records and the shared ones that they refer to, as stored and as read.</param>
internal sealed record PatientReading(Journey Journey, IReadOnlyList<(StoredResource Stored, FhirDocument Document)> Records);

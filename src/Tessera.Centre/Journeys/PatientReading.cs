using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Store;

namespace Tessera.Centre.Journeys;

/// <summary>A journey with the records it was made of.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Stored">The patient's own records and the shared ones that they refer to, as stored.</param>
/// <param name="Read">The same, as read.</param>
/// <param name="Others">The patient's records that a journey does not read, when they were asked for.</param>
internal sealed record PatientReading(Journey Journey, IReadOnlyList<StoredResource> Stored, IReadOnlyList<FhirDocument> Read, IReadOnlyList<FhirDocument> Others)
{
    /// <summary>All of them.</summary>
    public IEnumerable<FhirDocument> Documents => Others.Concat(Read);
}

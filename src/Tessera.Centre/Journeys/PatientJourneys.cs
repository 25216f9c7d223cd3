using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Store;

namespace Tessera.Centre.Journeys;

/// <summary>Makes journeys of the patients in a store.</summary>
public sealed class PatientJourneys
{
    private readonly FhirStore store;
    private readonly NameTable names;
    private readonly JourneyReader reader;

    internal PatientJourneys(FhirStore store, NameTable names) => (this.store, this.names, reader) = (store, names, new JourneyReader(names));

    /// <summary>One patient's journey, as far as the caller may see the records; null when there is no such patient for this caller.</summary>
    public async Task<Journey?> Find(Access access, string patientId, CancellationToken cancel) =>
        (await Read(access, patientId, withOthers: false, cancel).ConfigureAwait(false))?.Journey;

    /// <summary>The same with the records it was made of.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="patientId">Logical id of the Patient.</param>
    /// <param name="withOthers">Whether the patient's records of types that a journey does not read are wanted too.</param>
    /// <param name="cancel">Stops the work.</param>
    internal async Task<PatientReading?> Read(Access access, string patientId, bool withOthers, CancellationToken cancel)
    {
        var (stored, documents, others) = (new List<StoredResource>(), new List<FhirDocument>(), new List<FhirDocument>());
        await foreach (var resource in store.PatientCompartment(access, patientId, withOthers ? null : JourneyReader.Types, cancel).ConfigureAwait(false))
        {
            var document = FhirDocument.Parse(resource.Body, names);
            if (!JourneyReader.Types.Contains(resource.Type)) others.Add(document);
            else
            {
                stored.Add(resource);
                documents.Add(document);
            }
        }

        if (stored.Count == 0) return null;
        foreach (var (type, id) in reader.Missing(documents))
        {
            if (await store.Find(access, type, id, cancel).ConfigureAwait(false) is not { Deleted: false } shared) continue;
            stored.Add(shared);
            documents.Add(FhirDocument.Parse(shared.Body, names));
        }

        return reader.Read(patientId, documents) is { } journey ? new PatientReading(journey, stored, documents, others) : null;
    }

    /// <summary>A patient's records of all types and the resources of several patients that they refer to.</summary>
    internal async Task<List<FhirDocument>> Documents(Access access, string patientId, CancellationToken cancel) =>
        await Read(access, patientId, withOthers: true, cancel).ConfigureAwait(false) is { } reading ? [.. reading.Documents] : [];
}

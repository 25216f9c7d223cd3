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
    public async Task<Journey?> Find(Access access, string patientId, CancellationToken cancel)
    {
        return Read(patientId, await Documents(access, patientId, JourneyReader.Types, cancel).ConfigureAwait(false));
    }

    /// <summary>The journey that records tell; null when there are none.</summary>
    internal Journey? Read(string patientId, IReadOnlyList<FhirDocument> documents) => documents.Count == 0 ? null : reader.Read(patientId, documents);

    /// <summary>A patient's records and the resources of several patients that they refer to.</summary>
    internal async Task<List<FhirDocument>> Documents(Access access, string patientId, IReadOnlySet<string>? types, CancellationToken cancel)
    {
        var documents = new List<FhirDocument>();
        await foreach (var resource in store.PatientCompartment(access, patientId, types, cancel).ConfigureAwait(false))
            documents.Add(FhirDocument.Parse(resource.Body, names));
        foreach (var (type, id) in reader.Missing(documents))
            if (await store.Find(access, type, id, cancel).ConfigureAwait(false) is { Deleted: false } shared) documents.Add(FhirDocument.Parse(shared.Body, names));
        return documents;
    }
}

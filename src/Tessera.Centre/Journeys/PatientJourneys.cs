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
        (await Read(access, patientId, others: null, cancel).ConfigureAwait(false))?.Journey;

    /// <summary>The same with the records it was made of.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="patientId">Logical id of the Patient.</param>
    /// <param name="others">Takes the patient's records of types that a journey does not read; null when nobody wants them.</param>
    /// <param name="cancel">Stops the work.</param>
    internal async Task<PatientReading?> Read(Access access, string patientId, List<FhirDocument>? others, CancellationToken cancel)
    {
        var records = new List<(StoredResource Stored, FhirDocument Document)>();
        await foreach (var resource in store.PatientCompartment(access, patientId, others is null ? JourneyReader.Types : null, cancel).ConfigureAwait(false))
        {
            var document = FhirDocument.Parse(resource.Body, names);
            if (JourneyReader.Types.Contains(resource.Type)) records.Add((resource, document));
            else others!.Add(document);
        }

        if (records.Count == 0) return null;
        foreach (var (type, id) in reader.Missing(Documents(records)))
            if (await store.Find(access, type, id, cancel).ConfigureAwait(false) is { Deleted: false } shared) records.Add((shared, FhirDocument.Parse(shared.Body, names)));
        return reader.Read(patientId, Documents(records)) is { } journey ? new PatientReading(journey, records) : null;
    }

    /// <summary>A patient's records of all types and the resources of several patients that they refer to.</summary>
    internal async Task<List<FhirDocument>> Documents(Access access, string patientId, CancellationToken cancel)
    {
        var documents = new List<FhirDocument>();
        if (await Read(access, patientId, documents, cancel).ConfigureAwait(false) is { } reading) documents.AddRange(Documents(reading.Records));
        return documents;
    }

    private static List<FhirDocument> Documents(IReadOnlyList<(StoredResource Stored, FhirDocument Document)> records)
    {
        var documents = new List<FhirDocument>(records.Count);
        foreach (var (_, document) in records) documents.Add(document);
        return documents;
    }
}

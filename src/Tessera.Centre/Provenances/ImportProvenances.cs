using Tessera.Centre.Codes;
using Tessera.Centre.Quarantine;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Store;

namespace Tessera.Centre.Provenances;

/// <summary>Provenance resources of imports, one for each import and patient, made when they are asked for: they say what the table of origins
/// says. See docs/adr/0019-provenance-of-imports-is-rendered.md</summary>
public sealed class ImportProvenances
{
    /// <summary>Their type.</summary>
    public const string Type = "Provenance";

    private readonly FhirStore store;
    private readonly NameTable names;
    private readonly CorrectionRecords corrections;
    private readonly CentreCodes codes;

    internal ImportProvenances(FhirStore store, NameTable names, CorrectionRecords corrections, CentreCodes codes) =>
        (this.store, this.names, this.corrections, this.codes) = (store, names, corrections, codes);

    /// <summary>The Provenances that have one of these resources as a target, as far as the caller may see.</summary>
    public async Task<IReadOnlyList<StoredResource>> Of(Access access, IReadOnlyCollection<(string Type, string Id)> targets, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(targets);
        if (!MaySee(access)) return [];
        var keys = new List<ImportProvenanceKey>();
        foreach (var (type, id) in targets)
        {
            if (await store.Find(access, type, id, cancel).ConfigureAwait(false) is not { Deleted: false } resource) continue;
            var origins = await store.Origins(access, type, id, cancel).ConfigureAwait(false);
            if (origins.Count == 0) continue;
            var patient = PatientReference.Of(FhirDocument.Parse(resource.Body, names));
            foreach (var origin in origins)
                keys.Add(patient is null ? new ImportProvenanceKey(origin.ImportedAt, type, id) : new ImportProvenanceKey(origin.ImportedAt, "Patient", patient));
        }

        var found = new List<StoredResource>();
        foreach (var patient in keys.Distinct().GroupBy(key => (key.Type, key.Id)))
        {
            var parts = await Parts(access, patient.Key.Type, patient.Key.Id, cancel).ConfigureAwait(false);
            foreach (var key in patient)
                if (Render(key, parts) is { } provenance) found.Add(provenance);
        }

        return found;
    }

    /// <summary>The Provenance with an id, or null.</summary>
    public async Task<StoredResource?> Find(Access access, string id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(id);
        if (ImportProvenanceKey.Read(id) is not { } key || !MaySee(access)) return null;
        return Render(key, await Parts(access, key.Type, key.Id, cancel).ConfigureAwait(false));
    }

    private static bool MaySee(Access access) => access.Types?.Contains(Type) != false;

    private async Task<List<ProvenancePart>> Parts(Access access, string type, string id, CancellationToken cancel)
    {
        var resources = new List<StoredResource>();
        if (await store.Find(access, type, id, cancel).ConfigureAwait(false) is { Deleted: false } first) resources.Add(first);
        if (type == "Patient")
        {
            await foreach (var resource in store.PatientCompartment(access, id, null, cancel).ConfigureAwait(false))
                if (resource.Type != "Patient") resources.Add(resource);
        }

        var origins = await store.Origins(access, [.. resources.Select(resource => (resource.Type, resource.Id))], cancel).ConfigureAwait(false);
        var parts = new List<ProvenancePart>();
        foreach (var resource in resources)
        {
            if (!origins.TryGetValue((resource.Type, resource.Id), out var known)) continue;
            var mapped = codes.Maps.Current.IsEmpty ? [] : codes.Mapped(FhirDocument.Parse(resource.Body, names));
            parts.AddRange(known.Select(origin => new ProvenancePart(resource.Type, resource.Id, origin, mapped)));
        }

        return parts;
    }

    private StoredResource? Render(ImportProvenanceKey key, IEnumerable<ProvenancePart> parts)
    {
        var wanted = parts.Where(part => part.Origin.ImportedAt == key.ImportedAt).ToList();
        if (wanted.Count == 0 || key.Text is not { } id) return null;
        var applied = wanted.Select(part => part.Origin.Correction).OfType<long>().Distinct().Order().Select(corrections.Find).OfType<Correction>().ToList();
        return new StoredResource(Type, id, 1, key.ImportedAt, false, ProvenanceJson.Write(id, key.ImportedAt, wanted, applied));
    }
}

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

    internal ImportProvenances(FhirStore store, NameTable names, CorrectionRecords corrections) => (this.store, this.names, this.corrections) = (store, names, corrections);

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

    private async Task<List<(string Type, string Id, Origin Origin)>> Parts(Access access, string type, string id, CancellationToken cancel)
    {
        var resources = new List<(string Type, string Id)> { (type, id) };
        if (type == "Patient")
        {
            await foreach (var resource in store.PatientCompartment(access, id, null, cancel).ConfigureAwait(false))
                if (resource.Type != "Patient") resources.Add((resource.Type, resource.Id));
        }

        var origins = await store.Origins(access, resources, cancel).ConfigureAwait(false);
        return [.. resources.Where(resource => origins.ContainsKey(resource)).SelectMany(resource => origins[resource].Select(origin => (resource.Type, resource.Id, origin)))];
    }

    private StoredResource? Render(ImportProvenanceKey key, IEnumerable<(string Type, string Id, Origin Origin)> parts)
    {
        var wanted = parts.Where(part => part.Origin.ImportedAt == key.ImportedAt).ToList();
        if (wanted.Count == 0 || key.Text is not { } id) return null;
        var applied = wanted.Select(part => part.Origin.Correction).OfType<long>().Distinct().Order().Select(corrections.Find).OfType<Correction>().ToList();
        return new StoredResource(Type, id, 1, key.ImportedAt, false, ProvenanceJson.Write(id, key.ImportedAt, wanted, applied));
    }
}

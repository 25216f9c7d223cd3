using Tessera.Centre.Codes.Elements;
using Tessera.Centre.Codes.Maps;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Centre.Codes;

/// <summary>Finds the unmapped codes of a patient's records.</summary>
internal sealed class CodeUseReader(FhirStore store, ConceptWalk walk, ConceptReading reading, CodeTranslation translation, CodeMapRecords maps)
{
    /// <summary>Counts them. Where a resource came from is asked only of those that have one.</summary>
    public async Task<CodeUses> Read(IEnumerable<FhirDocument> documents, CancellationToken cancel)
    {
        var index = maps.Current;
        var found = new List<(FhirDocument Document, UnmappedConcept Concept)>();
        foreach (var document in documents)
        foreach (var concept in walk.Find(document))
            if (reading.Read(concept, index) is { } unmapped) found.Add((document, unmapped));
        var uses = new CodeUses();
        if (found.Count > 0)
        {
            var sources = await Sources([.. found.Select(one => one.Document).Distinct()], cancel).ConfigureAwait(false);
            foreach (var (document, concept) in found) uses.Add(concept, sources[document]);
            uses.NeedsWork = sources.Any(pair => translation.Translate(pair.Key, () => pair.Value) != pair.Key);
        }

        // A coding of a map may be left in a resource that has nothing unmapped.
        uses.NeedsWork |= !index.IsEmpty && documents.Any(document => translation.Translate(document, () => "") != document && !found.Exists(one => one.Document == document));
        return uses;
    }

    /// <summary>The source of each resource; empty where none is known.</summary>
    public async Task<Dictionary<FhirDocument, string>> Sources(IReadOnlyList<FhirDocument> documents, CancellationToken cancel)
    {
        var wanted = documents.Select(document => (document.ResourceType!, document.Id!)).ToList();
        var origins = await store.Origins(Access.Everything, wanted, cancel).ConfigureAwait(false);
        return documents.ToDictionary(document => document, document => origins.TryGetValue((document.ResourceType!, document.Id!), out var known) ? known[0].Source : "");
    }
}

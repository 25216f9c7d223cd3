using Tessera.Centre.Import;
using Tessera.Store;

namespace Tessera.Centre.Vanishing;

/// <summary>Finds, among the resources whose record seems gone, those whose record the source has for another patient now: the id of a resource holds
/// its patient, so that a corrected patient number makes another resource of the same row. A record is the same when its table has its key; where the
/// keys of a table are several patients' at once, they do not tell records apart, and nothing is said to have moved.</summary>
internal sealed class MovedRecords(FhirStore store, string source)
{
    /// <summary>The resources that moved, each with the one that its record gives now.</summary>
    public IReadOnlyDictionary<(string Type, string Id), (SourceResource Before, SourceResource Now)> Among(List<SourceResource> gone, SourceSight sight, CancellationToken cancel)
    {
        var moved = new Dictionary<(string, string), (SourceResource, SourceResource)>();
        var wanted = gone.Where(resource => resource.RecordKey is not null).ToLookup(resource => resource.RecordKey!.Value);
        if (wanted.Count == 0) return moved;
        var tables = gone.Where(resource => resource.RecordKey is not null).Select(Table).ToHashSet(StringComparer.Ordinal);
        var (seen, shared, now) = (new HashSet<long>(), new HashSet<string>(StringComparer.Ordinal), new List<SourceResource>());
        foreach (var resource in store.ResourcesOf(source, cancel))
        {
            if (resource.RecordKey is not { } key || !tables.Contains(Table(resource)) || !sight.Seen.Contains(resource.Type, resource.Id)) continue;
            if (!seen.Add(key)) shared.Add(Table(resource));
            if (wanted.Contains(key)) now.Add(resource);
        }

        foreach (var resource in now.Where(resource => !shared.Contains(Table(resource))))
        foreach (var before in wanted[resource.RecordKey!.Value]) moved[(before.Type, before.Id)] = (before, resource);
        return moved;
    }

    // A new version of a mapping has the same tables.
    private static string Table(SourceResource resource) => resource.Mapping.LastIndexOf('@') is > 0 and var at ? resource.Mapping[..at] : resource.Mapping;
}

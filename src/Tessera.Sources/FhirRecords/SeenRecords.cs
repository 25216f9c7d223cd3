using Tessera.Sources.Mapping;

namespace Tessera.Sources.FhirRecords;

/// <summary>Which versions of which resources a run has taken: some bytes each.</summary>
internal sealed class SeenRecords
{
    private readonly Dictionary<ulong, long> updated = [];

    /// <summary>Takes a version; false when this one or a later one was taken before.</summary>
    public bool Take(in RecordHead head)
    {
        if (head is not { Type: { } type, Id: { } id }) return true;
        var ticks = head.Updated?.UtcTicks ?? 0;
        var key = StableHash.Of(type, id, "");
        if (updated.TryGetValue(key, out var known) && ticks <= known) return false;
        updated[key] = ticks;
        return true;
    }
}

using Tessera.Sources.Mapping;

namespace Tessera.Sources.FhirRecords;

/// <summary>Which versions of which resources a run has taken: some bytes each.</summary>
internal sealed class SeenRecords
{
    private readonly Dictionary<ulong, long> updated = [];
    private readonly Dictionary<string, DateTimeOffset> highest = new(StringComparer.Ordinal);

    /// <summary>Per type, the time of the last change.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Highest => highest;

    /// <summary>Takes a version; false when this one or a later one was taken before.</summary>
    public bool Take(in RecordHead head)
    {
        if (head is not { Type: { } type, Id: { } id }) return true;
        var ticks = head.Updated?.UtcTicks ?? 0;
        var key = StableHash.Of(type, id, "");
        if (updated.TryGetValue(key, out var known) && ticks <= known) return false;
        updated[key] = ticks;
        if (head.Updated is { } time && (!highest.TryGetValue(type, out var last) || time > last)) highest[type] = time;
        return true;
    }
}

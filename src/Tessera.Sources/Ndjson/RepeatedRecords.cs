using System.Security.Cryptography;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Ndjson;

/// <summary>Finds resources that the files hold more than once: the same again is left out, an older version too, and two that differ without
/// saying which is newer are for people to decide. Some bytes per record.</summary>
internal sealed class RepeatedRecords
{
    private readonly Dictionary<ulong, (int Line, long Updated, ulong Content)> taken = [];

    /// <summary>What becomes of a line that repeats another one; null for one that is to be read.</summary>
    public RecordOutcome? Outcome(in RecordHead head, in NdjsonLine line, SourceRecord record)
    {
        var key = StableHash.Of(head.Type!, head.Id!, "");
        var version = (line.Number, Updated: head.Updated?.UtcTicks ?? 0, Content: BitConverter.ToUInt64(SHA256.HashData(line.Json.Span)));
        if (!taken.TryGetValue(key, out var known) || version.Updated > known.Updated)
        {
            taken[key] = version;
            return null;
        }

        if (version.Content == known.Content) return new Ignored(record, new CellAccount(0, 1, 0), $"the resource is the same as that of line {known.Line}");
        if (version.Updated < known.Updated) return new Ignored(record, new CellAccount(0, 1, 0), $"line {known.Line} has a later version of the resource");
        var problem = new CellProblem("id", $"line {known.Line} has the same id and says something else", "Keep one of the two.");
        return new Quarantined(record, new CellAccount(0, 0, 1), [problem]);
    }
}

using System.Security.Cryptography;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Ndjson;

/// <summary>The resources that the files hold more than once: the same again is left out, an older version too, and of those that differ without
/// saying which is newer none is taken, since nobody can tell which is true. Some bytes per record.</summary>
internal sealed class RepeatedRecords
{
    private readonly Dictionary<ulong, Versions> repeated;

    private RepeatedRecords(Dictionary<ulong, Versions> repeated) => this.repeated = repeated;

    private sealed class Versions
    {
        public long Newest { get; set; } = long.MinValue;
        public ulong Content { get; set; }
        public (string File, int Line) First { get; set; }
        public (string File, int Line)? Other { get; set; }
    }

    /// <summary>Finds them.</summary>
    /// <param name="lines">Reads all lines of all files with the files' names; read once, and again where something is there twice.</param>
    public static RepeatedRecords Find(Func<IEnumerable<(string File, NdjsonLine Line)>> lines)
    {
        var (seen, repeated) = (new HashSet<ulong>(), new Dictionary<ulong, Versions>());
        foreach (var (_, line) in lines())
            if (Key(line) is var (key, _) && !seen.Add(key)) repeated[key] = new Versions();
        if (repeated.Count == 0) return new RepeatedRecords(repeated);
        foreach (var (file, line) in lines())
        {
            if (Key(line) is not var (key, updated) || !repeated.TryGetValue(key, out var known) || updated < known.Newest) continue;
            var content = Content(line);
            if (updated > known.Newest) (known.Newest, known.Content, known.First, known.Other) = (updated, content, (file, line.Number), null);
            else if (content != known.Content) known.Other ??= (file, line.Number);
        }

        return new RepeatedRecords(repeated);
    }

    /// <summary>What becomes of a line that repeats another one; null for one that is to be read.</summary>
    public RecordOutcome? Outcome(in NdjsonLine line, SourceRecord record)
    {
        if (repeated.Count == 0 || Key(line) is not var (key, updated) || !repeated.TryGetValue(key, out var known)) return null;
        if (updated < known.Newest) return new Ignored(record, new CellAccount(0, 1, 0), $"{Place(known.First, record)} has a later version of the resource");
        if (known.Other is not { } other)
            return known.First == (record.File, line.Number) ? null : new Ignored(record, new CellAccount(0, 1, 0), $"the resource is the same as that of {Place(known.First, record)}");
        var rival = Content(line) == known.Content ? other : known.First;
        return new Quarantined(record, new CellAccount(0, 0, 1), [new CellProblem("id", $"{Place(rival, record)} has the same id and says something else", "Keep one of the two.")]);
    }

    private static string Place((string File, int Line) place, SourceRecord from) => $"line {place.Line}{(place.File == from.File ? "" : $" of {place.File}")}";

    private static (ulong Key, long Updated)? Key(in NdjsonLine line) =>
        line.Problem is null && RecordHead.Read(line.Json.Span) is { Type: { } type, Id: { } id } head ? (StableHash.Of(type, id, ""), head.Updated?.UtcTicks ?? 0) : null;

    private static ulong Content(in NdjsonLine line) => BitConverter.ToUInt64(SHA256.HashData(line.Json.Span));
}

using System.Buffers.Binary;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>A vector of quality as one value of a row: for each source and month a head of twelve bytes (number of the source, month, length)
/// and the counts as <see cref="QualityCodec"/> writes them. Sources are numbered per centre, so that a name is kept once.</summary>
internal static class QualityRow
{
    private const int Head = 12;

    public static byte[] Write(QualityShare share, Func<string, int> numberOf)
    {
        var cells = new List<(int Source, int Month, byte[] Counts)>(share.Cells.Count);
        foreach (var (source, month, counts) in share.Cells) cells.Add((numberOf(source), month, counts));
        cells.Sort((left, right) => (left.Source, left.Month).CompareTo((right.Source, right.Month)));
        var row = new byte[cells.Sum(cell => Head + cell.Counts.Length)];
        var rest = row.AsSpan();
        foreach (var (source, month, counts) in cells)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, source);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], month);
            BinaryPrimitives.WriteInt32LittleEndian(rest[8..], counts.Length);
            counts.CopyTo(rest[Head..]);
            rest = rest[(Head + counts.Length)..];
        }

        return row;
    }

    public static QualityVector Read(ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<int, string> sources)
    {
        var vector = new QualityVector();
        foreach (var (source, month, counts) in Groups(bytes))
        foreach (var (entry, count) in QualityCodec.Read(counts))
            vector.Add(new QualityKey(sources[source], month, entry), count);
        return vector;
    }

    /// <summary>The counts by number of the source and month, not yet read.</summary>
    public static IEnumerable<(int Source, int Month, ReadOnlyMemory<byte> Counts)> Groups(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var head = bytes.Span;
            var (source, month, length) = (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head[4..]), BinaryPrimitives.ReadInt32LittleEndian(head[8..]));
            yield return (source, month, bytes.Slice(Head, length));
            bytes = bytes[(Head + length)..];
        }
    }
}

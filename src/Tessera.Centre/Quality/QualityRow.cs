using System.Buffers.Binary;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>A vector of quality as one value of a row: for each source and month a head of twelve bytes (number of the source, month, length)
/// and the counts as <see cref="QualityCodec"/> writes them. Sources are numbered per centre, so that a name is kept once.</summary>
internal static class QualityRow
{
    private const int Head = 12;

    public static byte[] Write(QualityVector vector, Func<string, int> numberOf)
    {
        var output = new MemoryStream();
        Span<byte> head = stackalloc byte[Head];
        foreach (var group in vector.Counts.GroupBy(pair => (Source: numberOf(pair.Key.Source), pair.Key.Month)).OrderBy(group => group.Key))
        {
            var counts = QualityCodec.Write(group.Select(pair => KeyValuePair.Create(pair.Key.Entry, pair.Value)).OrderBy(pair => pair.Key));
            BinaryPrimitives.WriteInt32LittleEndian(head, group.Key.Source);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], group.Key.Month);
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], counts.Length);
            output.Write(head);
            output.Write(counts);
        }

        return output.ToArray();
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

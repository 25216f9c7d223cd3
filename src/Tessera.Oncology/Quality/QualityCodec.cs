using System.Buffers;

namespace Tessera.Oncology.Quality;

/// <summary>The counts of one source and month as few bytes: entries in order as differences, a count of one record as its flags.
/// A patient of fifty resources takes some hundreds of bytes; <c>bench quality</c> tells how many.</summary>
public static class QualityCodec
{
    /// <summary>Writes entries with their counts.</summary>
    public static byte[] Write(IReadOnlyDictionary<int, QualityCounts> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var order = entries.Keys.ToArray();
        Array.Sort(order);
        var output = new ArrayBufferWriter<byte>(256);
        Span<long> fields = stackalloc long[QualityCounts.Fields];
        var last = 0;
        foreach (var entry in order)
        {
            entries[entry].CopyTo(fields);
            var isSingle = fields.ContainsAnyExceptInRange(0, 1) is false;
            Number(output, (((ulong)(entry - last)) << 1) | (isSingle ? 1UL : 0UL));
            last = entry;
            if (isSingle) Number(output, Bits(fields));
            else
                foreach (var field in fields) Number(output, (ulong)((field << 1) ^ (field >> 63)));
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are cut off.</exception>
    public static IEnumerable<KeyValuePair<int, QualityCounts>> Read(ReadOnlyMemory<byte> bytes)
    {
        var (at, last) = (0, 0);
        while (at < bytes.Length)
        {
            var head = Number(bytes.Span, ref at);
            last += (int)(head >> 1);
            yield return KeyValuePair.Create(last, (head & 1) == 1 ? Single(Number(bytes.Span, ref at)) : Several(bytes.Span, ref at));
        }
    }

    private static QualityCounts Several(ReadOnlySpan<byte> bytes, ref int at)
    {
        Span<long> fields = stackalloc long[QualityCounts.Fields];
        for (var field = 0; field < fields.Length; field++)
        {
            var number = Number(bytes, ref at);
            fields[field] = (long)(number >> 1) ^ -(long)(number & 1);
        }

        return QualityCounts.From(fields);
    }

    private static QualityCounts Single(ulong bits)
    {
        Span<long> fields = stackalloc long[QualityCounts.Fields];
        for (var field = 0; field < fields.Length; field++) fields[field] = (long)((bits >> field) & 1);
        return QualityCounts.From(fields);
    }

    private static ulong Bits(ReadOnlySpan<long> fields)
    {
        var bits = 0UL;
        for (var field = 0; field < fields.Length; field++) bits |= (ulong)fields[field] << field;
        return bits;
    }

    // Seven bits a byte, the lowest first; the high bit says that more follow.
    private static void Number(ArrayBufferWriter<byte> output, ulong number)
    {
        for (; number >= 0x80; number >>= 7) Byte(output, (byte)(number | 0x80));
        Byte(output, (byte)number);
    }

    private static void Byte(ArrayBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= bytes.Length || shift > 63) throw new FormatException("counts of quality are cut off");
            var next = bytes[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Tessera.Fhir.Terminology;

/// <summary>Concepts inside a mapped layer: an open-addressing hash table over them and their order. Nothing is decoded to look one up.</summary>
/// <remarks>Layout: count; for each concept the position of its entry in the layer; slots, zero when free, that hold concept index + 1
/// in 24 bits and the top 8 bits of the hash, so that other codes on the way need not be compared. All are 32 bit, little endian.
/// An entry is the code and the display, each with its length, then what else the code system tells of it.</remarks>
internal readonly struct ConceptTable
{
    private readonly ReadOnlyMemory<byte> layer;
    private readonly int offsets;
    private readonly int slots;
    private readonly uint mask;

    public ConceptTable(ReadOnlyMemory<byte> layer, int start)
    {
        this.layer = layer;
        Count = BinaryPrimitives.ReadInt32LittleEndian(layer.Span[start..]);
        offsets = start + 4;
        slots = offsets + (4 * Count);
        mask = SlotCount(Count) - 1;
    }

    public int Count { get; }

    /// <summary>A power of two that leaves a quarter of the slots free, at least one.</summary>
    public static uint SlotCount(int count) => BitOperations.RoundUpToPowerOf2((uint)((count * 4L / 3) + 1));

    /// <summary>The largest number of concepts of one table.</summary>
    public const int MaxCount = IndexBits - 1;

    private const int IndexBits = 0xFF_FFFF;

    /// <summary>What a slot holds for a concept.</summary>
    public static int Slot(int index, uint hash) => (int)((hash & ~(uint)IndexBits) | (uint)(index + 1));

    /// <summary>Index of a code, or -1.</summary>
    public int Find(ReadOnlySpan<byte> code, bool ignoreCase) => Find(code, CodeHash.Of(code), ignoreCase);

    /// <summary>Index of a code whose hash is known, or -1.</summary>
    public int Find(ReadOnlySpan<byte> code, uint hash, bool ignoreCase)
    {
        if (Count == 0) return -1;
        var span = layer.Span;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var held = BinaryPrimitives.ReadUInt32LittleEndian(span[(slots + (4 * (int)slot))..]);
            if (held == 0) return -1;
            if (((held ^ hash) & ~(uint)IndexBits) != 0) continue;
            var index = (int)(held & IndexBits) - 1;
            var known = Field(span, Offset(span, index), out _);
            if (known.SequenceEqual(code) || (ignoreCase && Ascii.EqualsIgnoreCase(known, code))) return index;
        }
    }

    public ReadOnlySpan<byte> Code(int index) => Field(layer.Span, Offset(layer.Span, index), out _);

    /// <summary>The text of a concept; empty when it has none.</summary>
    public ReadOnlySpan<byte> Display(int index)
    {
        Field(layer.Span, Offset(layer.Span, index), out var next);
        return Field(layer.Span, next, out _);
    }

    /// <summary>Position of what follows code and display.</summary>
    public int Details(int index)
    {
        Field(layer.Span, Offset(layer.Span, index), out var next);
        Field(layer.Span, next, out next);
        return next;
    }

    private int Offset(ReadOnlySpan<byte> span, int index) => BinaryPrimitives.ReadInt32LittleEndian(span[(offsets + (4 * index))..]);

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> span, int at, out int next)
    {
        int length = span[at++];
        if (length >= 0x80)
        {
            length &= 0x7F;
            for (var shift = 7; ; shift += 7)
            {
                var part = span[at++];
                length |= (part & 0x7F) << shift;
                if (part < 0x80) break;
            }
        }
        next = at + length;
        return span.Slice(at, length);
    }
}

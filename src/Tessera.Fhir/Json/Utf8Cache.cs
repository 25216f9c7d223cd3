using System.Runtime.InteropServices;
using System.Text;

namespace Tessera.Fhir.Json;

/// <summary>A small cache by UTF-8, for the URLs, codes and type names that stand in every resource. A slot holds the last that fell on it, so the
/// cache is bounded whatever documents hold and needs no lock; a lost race costs one making.</summary>
/// <param name="make">Makes the value of a text.</param>
internal sealed class Utf8Cache<T>(Func<byte[], string, T> make)
    where T : class
{
    private const int Longest = 256;
    private const int SlotBits = 10;
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private readonly Entry?[] slots = new Entry?[1 << SlotBits];

    public T Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest) return make(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        ref var slot = ref slots[Slot(utf8)];
        if (slot is { } known && utf8.SequenceEqual(known.Utf8)) return known.Value;
        var bytes = utf8.ToArray();
        var entry = new Entry(bytes, make(bytes, Encoding.UTF8.GetString(bytes)));
        slot = entry;
        return entry.Value;
    }

    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        // Eight bytes at a time; a multiplication carries what differs upwards, and the upper bits choose.
        var hash = (ulong)utf8.Length;
        for (; utf8.Length >= sizeof(ulong); utf8 = utf8[sizeof(ulong)..]) hash = (ulong.RotateLeft(hash, 23) ^ MemoryMarshal.Read<ulong>(utf8)) * Prime;
        foreach (var value in utf8) hash = (hash ^ value) * Prime;
        return (int)(hash >> (64 - SlotBits));
    }

    private sealed record Entry(byte[] Utf8, T Value);
}

using System.Text;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>A small cache by UTF-8, for the URLs and type names that stand in every resource. A slot holds the last that fell on it, so the
/// cache is bounded whatever documents hold and needs no lock; a lost race costs one making.</summary>
/// <param name="make">Makes the value of a text.</param>
internal sealed class Utf8Cache<T>(Func<byte[], string, T> make)
    where T : class
{
    private const int Longest = 256;

    private readonly Entry?[] slots = new Entry?[1024];

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

    private int Slot(ReadOnlySpan<byte> utf8)
    {
        var hash = 17u;
        foreach (var value in utf8) hash = (hash * 31) + value;
        return (int)((hash ^ (hash >> 12)) & (uint)(slots.Length - 1));
    }

    private sealed record Entry(byte[] Utf8, T Value);
}

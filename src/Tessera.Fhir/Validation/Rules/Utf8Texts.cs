using System.Text;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>A small cache from UTF-8 to strings, for URLs and type names that stand in every resource. A slot holds the last text
/// that fell on it, so the cache is bounded and needs no lock; a lost race costs one string.</summary>
internal sealed class Utf8Texts
{
    private readonly Entry?[] slots = new Entry?[1024];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 256) return Encoding.UTF8.GetString(utf8);
        ref var slot = ref slots[Slot(utf8)];
        if (slot is { } known && utf8.SequenceEqual(known.Utf8)) return known.Text;
        var entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        slot = entry;
        return entry.Text;
    }

    private int Slot(ReadOnlySpan<byte> utf8)
    {
        var hash = 17u;
        foreach (var value in utf8) hash = (hash * 31) + value;
        return (int)((hash ^ (hash >> 12)) & (uint)(slots.Length - 1));
    }

    private sealed record Entry(byte[] Utf8, string Text);
}

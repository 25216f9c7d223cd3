using System.Text;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Short texts that records repeat (units, profiles) by their bytes: bounded and without a lock, as <see cref="ConceptCache"/>.</summary>
internal sealed class TextCache
{
    private const int Longest = 128;

    private readonly Entry?[] slots = new Entry?[1024];

    public string Text(ReadOnlySpan<byte> utf8) => utf8.Length == 0 ? "" : utf8.Length > Longest ? Encoding.UTF8.GetString(utf8) : Find(utf8).Text;

    /// <summary>The mCODE profile that a canonical URL names, or null.</summary>
    public McodeProfile? Profile(ReadOnlySpan<byte> canonical) => canonical.Length > Longest ? McodeProfileTable.Find(Encoding.UTF8.GetString(canonical)) : Find(canonical).Profile;

    private Entry Find(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref slots[hash.ToHashCode() & (slots.Length - 1)];
        if (slot is { } known && utf8.SequenceEqual(known.Utf8)) return known;
        var text = Encoding.UTF8.GetString(utf8);
        var entry = new Entry(utf8.ToArray(), text, McodeProfileTable.Find(text));
        slot = entry;
        return entry;
    }

    private sealed record Entry(byte[] Utf8, string Text, McodeProfile? Profile);
}

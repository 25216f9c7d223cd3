using System.Text;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology;

/// <summary>Writes the concepts that a <see cref="ConceptTable"/> reads.</summary>
internal sealed class ConceptTableWriter(LayerWriter to)
{
    private readonly List<(int Offset, byte[] Code)> entries = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Writes one concept; the caller may write more about it before the next. A code that is already there is left out.</summary>
    /// <returns>Where the concept stands, or null when its code is already there.</returns>
    public int? Add(string code, string? display)
    {
        if (!known.Add(code)) return null;
        var entry = (to.Position, Encoding.UTF8.GetBytes(code));
        entries.Add(entry);
        to.Bytes(entry.Item2);
        to.Bytes(Encoding.UTF8.GetBytes(display ?? ""));
        return entry.Position;
    }

    /// <summary>Adds a concept that another table of the same layer has written.</summary>
    public void AddWritten(string code, int position)
    {
        if (known.Add(code)) entries.Add((position, Encoding.UTF8.GetBytes(code)));
    }

    /// <summary>Writes the table over the concepts so far.</summary>
    /// <returns>Where it starts.</returns>
    public int Finish()
    {
        var start = to.Position;
        to.Fixed(entries.Count);
        foreach (var (offset, _) in entries) to.Fixed(offset);
        foreach (var slot in Slots()) to.Fixed(slot);
        return start;
    }

    private int[] Slots()
    {
        if (entries.Count == 0) return [];
        if (entries.Count > ConceptTable.MaxCount) throw new InvalidDataException($"A list of {entries.Count} codes is longer than a layer can hold.");
        var slots = new int[ConceptTable.SlotCount(entries.Count)];
        var mask = (uint)slots.Length - 1;
        for (var i = 0; i < entries.Count; i++)
        {
            var hash = CodeHash.Of(entries[i].Code);
            var slot = hash & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = ConceptTable.Slot(i, hash);
        }
        return slots;
    }
}

using System.Text;

namespace Tessera.Fhir.Json;

/// <summary>The closed vocabulary of JSON property names of FHIR R4, each with a small number, so that navigation compares
/// integers. A name and its companion with an underscore (<c>birthDate</c>, <c>_birthDate</c>) have ids that differ in the last bit only.</summary>
public sealed class NameTable
{
    /// <summary>The id of a name outside the vocabulary; its text stays with the document.</summary>
    public const int Unknown = -1;

    private const int MaxNameLength = 200;

    private readonly byte[][] names;
    private readonly string[] texts;
    private readonly Dictionary<string, int> byText;
    private readonly short[] slots;
    private readonly int mask;

    /// <summary>Makes a table; each name gets an even id, its underscore companion the odd one after it.</summary>
    /// <param name="elementNames">Distinct element names without underscore, in a fixed order.</param>
    public NameTable(IEnumerable<string> elementNames)
    {
        ArgumentNullException.ThrowIfNull(elementNames);
        texts = elementNames.SelectMany(name => new[] { name, "_" + name }).ToArray();
        if (texts.Length > short.MaxValue) throw new ArgumentException("more names than a table holds", nameof(elementNames));
        if (Array.Exists(texts, text => text.Length > MaxNameLength)) throw new ArgumentException("a name is longer than a table holds", nameof(elementNames));
        names = texts.Select(Encoding.UTF8.GetBytes).ToArray();
        byText = new Dictionary<string, int>(texts.Length, StringComparer.Ordinal);
        for (var id = 0; id < texts.Length; id++) byText.TryAdd(texts[id], id);

        var size = 1024;
        while (size < texts.Length * 4) size *= 2;
        slots = new short[size];
        mask = size - 1;
        for (var id = 0; id < names.Length; id++) Insert(id);
    }

    /// <summary>Number of ids; all are below it.</summary>
    public int Count => texts.Length;

    /// <summary>The id of a name, or <see cref="Unknown"/>.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var slot = Hash(name) & mask; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var id = slots[slot] - 1;
            if (name.SequenceEqual(names[id])) return id;
        }
        return Unknown;
    }

    /// <summary>The id of a name, or <see cref="Unknown"/>.</summary>
    public int Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return byText.TryGetValue(name, out var id) ? id : Unknown;
    }

    /// <summary>The text of an id.</summary>
    public string Text(int id) => texts[id];

    /// <summary>The UTF-8 text of an id.</summary>
    public ReadOnlySpan<byte> Utf8(int id) => names[id];

    /// <summary>The id of the companion with an underscore; an unknown name has none.</summary>
    public static int Companion(int id) => id < 0 ? Unknown : id | 1;

    /// <summary>Whether an id is that of a companion with an underscore.</summary>
    public static bool IsCompanion(int id) => id >= 0 && (id & 1) == 1;

    private void Insert(int id)
    {
        var slot = Hash(names[id]) & mask;
        while (slots[slot] != 0) slot = (slot + 1) & mask;
        slots[slot] = (short)(id + 1);
    }

    // Length, both ends and the middle tell the 3,300 names apart well enough; a full hash costs more than a rare second probe.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return 0;
        uint hash = (uint)name.Length * 0x9E3779B1;
        hash = (hash ^ name[0]) * 0x85EBCA6B;
        hash = (hash ^ name[^1]) * 0xC2B2AE35;
        hash = (hash ^ name[name.Length / 2]) * 0x27D4EB2F;
        hash = (hash ^ name[name.Length / 3]) * 0x165667B1;
        hash = (hash ^ name[name.Length * 2 / 3]) * 0x9E3779B1;
        return (int)((hash ^ (hash >> 15)) & int.MaxValue);
    }
}

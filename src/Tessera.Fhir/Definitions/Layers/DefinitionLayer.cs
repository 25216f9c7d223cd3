using System.Buffers.Binary;
using System.Text;

namespace Tessera.Fhir.Definitions.Layers;

/// <summary>One compiled package, memory-mapped. Definitions are decoded when they are first asked for. Layers live as long as the
/// process: definitions hold memory inside the mapping, so there is no moment at which unmapping would be safe.</summary>
internal sealed class DefinitionLayer
{
    private readonly string?[] texts;
    private readonly int table;

    private DefinitionLayer(ReadOnlyMemory<byte> memory)
    {
        Memory = memory;
        table = BinaryPrimitives.ReadInt32LittleEndian(Span[12..]);
        texts = new string?[Fixed(table)];
        Entries = ReadEntries(BinaryPrimitives.ReadInt32LittleEndian(Span[8..]));

        var reader = ReaderAt(Entries[^1].Offset);
        Package = new PackageIdentity(reader.Text(), reader.Text(), reader.Text(), reader.Text());
        Names = reader.Texts();
    }

    public ReadOnlyMemory<byte> Memory { get; }

    public ReadOnlySpan<byte> Span => Memory.Span;

    public PackageIdentity Package { get; }

    /// <summary>Element names, for the layer of the base specification; empty for others.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>All definitions; the last entry describes the package itself and has no kind.</summary>
    public IReadOnlyList<LayerEntry> Entries { get; }

    /// <exception cref="InvalidDataException">The file is not a layer of this version of the program.</exception>
    public static DefinitionLayer Open(string path)
    {
        var memory = new MappedFile(path).Memory;
        if (memory.Length < LayerFormat.HeaderLength || !memory.Span.StartsWith(LayerFormat.Magic))
            throw new InvalidDataException($"{System.IO.Path.GetFileName(path)} is not a definition layer of this version; build the definitions again.");
        return new DefinitionLayer(memory);
    }

    /// <summary>A layer in memory, for definitions that are in no package.</summary>
    public static DefinitionLayer Of(LayerWriter writer) => new(writer.Finish(new PackageIdentity("", "", "", ""), []));

    public LayerReader ReaderAt(int offset) => new(this, offset);

    public string Text(int index)
    {
        if (texts[index] is { } known) return known;
        var from = Fixed(table + 4 + (4 * index));
        var to = Fixed(table + 8 + (4 * index));
        var blob = table + 8 + (4 * texts.Length);
        return texts[index] = Encoding.UTF8.GetString(Span[(blob + from)..(blob + to)]);
    }

    private LayerEntry[] ReadEntries(int offset)
    {
        var reader = ReaderAt(offset);
        var entries = new LayerEntry[reader.Number()];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new LayerEntry((DefinitionKind)reader.Number(), reader.Text(), reader.Text(), reader.Number());
        return entries;
    }

    private int Fixed(int at) => BinaryPrimitives.ReadInt32LittleEndian(Span[at..]);
}

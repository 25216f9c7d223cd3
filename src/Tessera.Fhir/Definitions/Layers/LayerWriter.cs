using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Tessera.Fhir.Definitions.Layers;

/// <summary>Writes one binary layer: bodies of definitions, then a string table, then the index. Little endian; numbers are varints.</summary>
internal sealed class LayerWriter
{
    private readonly ArrayBufferWriter<byte> body = new(1 << 20);
    private readonly Dictionary<string, int> strings = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<LayerEntry> entries = [];

    /// <summary>Where the next byte goes, counted from the start of the file.</summary>
    public int Position => body.WrittenCount;

    public LayerWriter() => body.Advance(LayerFormat.HeaderLength);

    /// <summary>Begins a definition; everything written until the next call belongs to it.</summary>
    public void Begin(DefinitionKind kind, string url, string version) => entries.Add(new LayerEntry(kind, url, version, body.WrittenCount));

    public void Number(int value)
    {
        var rest = (uint)value;
        var span = body.GetSpan(5);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        span[length++] = (byte)rest;
        body.Advance(length);
    }

    public void Flag(bool value) => Number(value ? 1 : 0);

    /// <summary>Text that may repeat: kept once per layer. Null and empty are told apart.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
            return;
        }
        if (!strings.TryGetValue(value, out var index)) strings.Add(value, index = strings.Count);
        Number(index + 1);
    }

    public void Texts(IReadOnlyCollection<string> values)
    {
        Number(values.Count);
        foreach (var value in values) Text(value);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        body.Write(value);
    }

    /// <summary>The whole layer, in the memory of this writer: nothing may be written after it.</summary>
    public ReadOnlyMemory<byte> Finish(PackageIdentity package, IReadOnlyCollection<string> names)
    {
        Begin(0, "", "");
        Text(package.Name);
        Text(package.Version);
        Text(package.Origin);
        Text(package.InPlaceOf);
        Texts(names);

        var index = body.WrittenCount;
        Number(entries.Count);
        foreach (var entry in entries)
        {
            Number((int)entry.Kind);
            Text(entry.Url);
            Text(entry.Version);
            Number(entry.Offset);
        }

        var table = body.WrittenCount;
        var texts = strings.OrderBy(pair => pair.Value).Select(pair => Encoding.UTF8.GetBytes(pair.Key)).ToArray();
        Fixed(texts.Length);
        var offset = 0;
        foreach (var text in texts)
        {
            Fixed(offset);
            offset += text.Length;
        }
        Fixed(offset);
        foreach (var text in texts) body.Write(text);

        // A layer of SNOMED CT has 50 MB; a copy of it would be as much again.
        var layer = MemoryMarshal.AsMemory(body.WrittenMemory);
        LayerFormat.Magic.CopyTo(layer.Span);
        BinaryPrimitives.WriteInt32LittleEndian(layer.Span[8..], index);
        BinaryPrimitives.WriteInt32LittleEndian(layer.Span[12..], table);
        return layer;
    }

    /// <summary>A number of 32 bits, for tables that are read without decoding.</summary>
    public void Fixed(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(body.GetSpan(4), value);
        body.Advance(4);
    }
}

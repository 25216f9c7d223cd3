namespace Tessera.Fhir.Definitions.Layers;

/// <summary>Reads what <see cref="LayerWriter"/> wrote, from one position on.</summary>
internal ref struct LayerReader(DefinitionLayer layer, int offset)
{
    private readonly ReadOnlySpan<byte> span = layer.Span;
    private int position = offset;

    public int Number()
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = span[position++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80) return (int)value;
        }
    }

    public bool Flag() => Number() != 0;

    public string? OptionalText() => Number() is > 0 and var index ? layer.Text(index - 1) : null;

    public string Text() => OptionalText() ?? "";

    public string[] Texts()
    {
        var count = Number();
        if (count == 0) return [];
        var values = new string[count];
        for (var i = 0; i < count; i++) values[i] = Text();
        return values;
    }

    /// <summary>Bytes inside the mapped file: not copied.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        var length = Number();
        var bytes = layer.Memory.Slice(position, length);
        position += length;
        return bytes;
    }
}

namespace Tessera.Sources.Mapping;

/// <summary>A column of a layout as one element uses it.</summary>
internal sealed class Cell(string column) : TextValue
{
    private ElementOrigin? origin;

    public string Name => column;

    public override int Column => Index;

    public int Index { get; private set; } = -1;

    public override void Bind(Layout layout, string? path)
    {
        Index = layout.IndexOf(column);
        origin = path is null ? null : new ElementOrigin(layout.Columns[Index].Name, path);
        if (path is not null) layout.Bound(Index);
    }

    public override string? Peek(Row row) => row[Index];

    public override string? Use(Row row)
    {
        if (row[Index] is not { } value) return null;
        if (origin is null) row.MarkUsed(Index);
        else row.Use(Index, origin);
        return value;
    }
}

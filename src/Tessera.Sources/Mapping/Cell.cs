namespace Tessera.Sources.Mapping;

/// <summary>A column of a layout as one element uses it.</summary>
internal sealed class Cell(string column)
{
    private ElementOrigin? origin;

    public string Column { get; } = column;

    public int Index { get; private set; } = -1;

    public void Bind(Layout layout, string path)
    {
        Index = layout.IndexOf(Column);
        origin = new ElementOrigin(layout.Columns[Index].Name, path);
    }

    /// <summary>The value without using it, or null when empty.</summary>
    public string? Peek(Row row) => row[Index];

    /// <summary>The value, which now counts as used, or null when empty.</summary>
    public string? Use(Row row)
    {
        if (row[Index] is not { } value) return null;
        row.Use(Index, origin!);
        return value;
    }

    public static Cell? Optional(string? column) => column is null ? null : new Cell(column);
}

using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A value that a rule works out from one cell.</summary>
internal sealed class FromCell(string column, Action<Row, Utf8JsonWriter, string> write) : Element
{
    private readonly Cell cell = new(column);

    /// <summary>Whether the cell has a value of that kind; null for any.</summary>
    public Func<string, bool>? If { get; init; }

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => cell.Peek(row) is { } value && (If?.Invoke(value) ?? true);

    public override void Write(Row row, Utf8JsonWriter json) => write(row, json, cell.Use(row)!);
}

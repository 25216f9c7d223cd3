using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A string as the cell says it.</summary>
internal sealed class TextElement(string column) : Element
{
    private readonly Cell cell = new(column);

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json) => json.WriteStringValue(cell.Use(row));
}

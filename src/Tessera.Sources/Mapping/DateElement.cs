using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A date, dateTime or instant.</summary>
internal sealed class DateElement(string column, DateKind kind) : Element
{
    private readonly Cell cell = new(column);

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        _ = cell.Use(row);
        json.WriteStringValue(row.Date(cell.Index, kind) ?? "");
    }
}

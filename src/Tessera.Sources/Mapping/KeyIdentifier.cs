using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>The record's own key as business identifier, which logical references of other records name.</summary>
internal sealed class KeyIdentifier(string column) : Element
{
    private readonly Cell cell = new(column);
    private Layout? layout;

    public override void Bind(Layout layout, string path)
    {
        this.layout = layout;
        cell.Bind(layout, path + ".value");
    }

    public override bool Exists(Row row) => cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("system"u8, row.Context.IdentifierSystem(layout!.Name));
        json.WriteString("value"u8, cell.Use(row));
        json.WriteEndObject();
    }
}

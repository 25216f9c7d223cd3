using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A JSON array of the items that exist.</summary>
internal sealed class ListElement(params Element[] items) : Element
{
    public override void Bind(Layout layout, string path)
    {
        foreach (var item in items) item.Bind(layout, path);
    }

    public override bool IsFixed { get; } = Array.TrueForAll(items, item => item.IsFixed);

    public override bool Exists(Row row)
    {
        foreach (var item in items)
            if (item.Exists(row)) return true;
        return false;
    }

    public override void Write(Row row, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var item in items)
            if (item.Exists(row)) item.WriteItems(row, json);
        json.WriteEndArray();
    }
}

using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>The first of several ways to write an element that a row allows.</summary>
internal sealed class FirstOf(params Element[] ways) : Element
{
    public override void Bind(Layout layout, string path)
    {
        foreach (var way in ways) way.Bind(layout, path);
    }

    public override bool Exists(Row row) => Find(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json) => Find(row)!.Write(row, json);

    private Element? Find(Row row)
    {
        foreach (var way in ways)
            if (way.Exists(row)) return way;
        return null;
    }
}

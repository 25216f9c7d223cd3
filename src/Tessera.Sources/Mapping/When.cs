using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>An element that is there under a condition.</summary>
internal sealed class When(Func<Row, bool> condition, Element element) : Element
{
    public override void Bind(Layout layout, string path) => element.Bind(layout, path);

    public override bool Exists(Row row) => condition(row) && element.Exists(row);

    public override void Write(Row row, Utf8JsonWriter json) => element.Write(row, json);
}

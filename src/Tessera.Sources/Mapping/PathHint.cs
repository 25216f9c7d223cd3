using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>An element whose FHIRPath needs more than its name, such as the URL of an extension.</summary>
internal sealed class PathHint(string suffix, Element element) : Element
{
    public override void Bind(Layout layout, string path) => element.Bind(layout, path + suffix);

    public override bool IsFixed => element.IsFixed;

    public override bool Exists(Row row) => element.Exists(row);

    public override void Write(Row row, Utf8JsonWriter json) => element.Write(row, json);
}

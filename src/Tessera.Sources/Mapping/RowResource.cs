using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>Another resource of the same row: a reference to it, or the resource itself where one stands inside another.</summary>
internal sealed class RowResource(string? part, bool inline) : Element
{
    private ResourceRule? rule;

    public override void Bind(Layout layout, string path) => rule = layout.Resources.First(resource => resource.Part == part);

    public override bool Exists(Row row) => rule!.Applies?.Invoke(row) ?? true;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var id = rule!.IdOf(row);
        if (inline) rule.Write(row, json, id);
        else ReferenceElement.WriteLiteral(json, rule.Type, id);
    }
}

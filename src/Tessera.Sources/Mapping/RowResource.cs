using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>Another resource of the same row: a reference to it, or the resource itself where one stands inside another, or its address.</summary>
internal sealed class RowResource(string? part, bool inline) : Element
{
    private ResourceRule? rule;

    /// <summary>What an address begins with, up to the type; null for no address.</summary>
    public string? AddressBase { get; init; }

    public override void Bind(Layout layout, string path) => rule = layout.Resources.First(resource => resource.Part == part);

    public override bool Exists(Row row) => rule!.Exists(row);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var id = rule!.IdOf(row);
        rule.Shared?.UseKey(row);
        if (AddressBase is not null) json.WriteStringValue($"{AddressBase}{rule.Type}/{id}");
        else if (inline) rule.Write(row, json, id);
        else ReferenceElement.WriteLiteral(json, rule.Type, id);
    }
}

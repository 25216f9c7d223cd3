using System.Text.Json;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Sources.Mapping.Records;

/// <summary>A reference to another record of the source, from its id or from <c>Type/id</c>.</summary>
internal sealed class RecordReference(TextValue key, string type) : Element
{
    public override void Bind(Layout layout, string path) => key.Bind(layout, path);

    public override bool Exists(Row row) => key.Exists(row);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var text = key.Use(row) ?? "";
        if (text.StartsWith(type + "/", StringComparison.Ordinal)) text = text[(type.Length + 1)..];
        if (!ReferenceText.IsId(text)) row.Problem(key.Column, $"this is no id of a {type}", "Name a path that gives the id alone, or Type/id.");
        ReferenceElement.WriteLiteral(json, type, text);
    }
}

using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A reference to the record that an item of <see cref="Related"/> is about.</summary>
internal sealed class RelatedReference(ReferenceTarget target) : Element
{
    public override void Bind(Layout layout, string path)
    {
    }

    public override bool Exists(Row row) => true;

    public override void Write(Row row, Utf8JsonWriter json) =>
        ReferenceElement.WriteLiteral(json, target.Type, row.Context.Id(target.Type, row.Related.Patient, target.IdList!, row.Related.Key));
}

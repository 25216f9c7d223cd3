using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Path;

namespace Tessera.Sources.Mapping.Records;

/// <summary>An element of the record as it is, extensions included: what a path gives, put in the place of an element of the same type.</summary>
internal sealed class CopyElement(string column, FhirProperty property) : Element
{
    private ElementOrigin? origin;
    private int index = -1;

    public override void Bind(Layout layout, string path)
    {
        index = layout.IndexOf(column);
        origin = new ElementOrigin(layout.Columns[index].Name, path);
        layout.Bound(index);
    }

    public override bool Exists(Row row) => Values(row).Count > 0;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var values = Use(row);
        if (values.Count > 1) row.Problem(index, $"the path gives {values.Count} values where one is needed", "Say which: with .where(…), .first(), or [0].");
        Write(row, json, values[0]);
    }

    public override void WriteItems(Row row, Utf8JsonWriter json)
    {
        foreach (var value in Use(row)) Write(row, json, value);
    }

    // A value that only says why it is missing has no place in a copy without its name.
    private List<FhirPathValue> Values(Row row) => [.. ((RecordRow)row).Found(index).Where(value => !value.IsElement || value.Node.Exists)];

    private List<FhirPathValue> Use(Row row)
    {
        row.Use(index, origin!);
        return Values(row);
    }

    private void Write(Row row, Utf8JsonWriter json, in FhirPathValue value)
    {
        if (property.Type.Kind != FhirTypeKind.Primitive && !Fits(value))
            row.Problem(index, $"the path gives a {value.TypeName}, and {property.JsonName} is a {property.TypeName}", "Name an element of that type, or write what is in it below it.");
        if (value.Node.Exists) json.WriteRawValue(value.Node.Raw, skipInputValidation: true);
        else json.WriteStringValue(value.ToString());
    }

    private bool Fits(in FhirPathValue value) =>
        value.Node.Exists && (value.Type is not { } type || type.Name == property.TypeName || property.TypeName is "Resource" or "BackboneElement" or "Element" || type.Name == property.Type.Name);
}

using System.Buffers;
using System.Text.Json;

namespace Tessera.Sources.Mapping.Records;

/// <summary>A list that takes items of the record and adds others. One that an item before it says already, as a pattern of FHIR
/// (https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.pattern_x_), is not added again.</summary>
internal sealed class GrowingList(IReadOnlyList<Element> items) : Element
{
    public override void Bind(Layout layout, string path)
    {
        foreach (var item in items) item.Bind(layout, path);
    }

    public override bool Exists(Row row) => items.Any(item => item.Exists(row));

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var whole = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            whole.WriteStartArray();
            foreach (var item in items)
                if (item.Exists(row)) item.WriteItems(row, whole);
            whole.WriteEndArray();
        }

        using var list = JsonDocument.Parse(buffer.WrittenMemory);
        var written = new List<JsonElement>();
        json.WriteStartArray();
        foreach (var item in list.RootElement.EnumerateArray())
        {
            if (written.Exists(before => Says(before, item))) continue;
            json.WriteRawValue(item.GetRawText(), skipInputValidation: true);
            written.Add(item);
        }

        json.WriteEndArray();
    }

    private static bool Says(JsonElement before, JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Object => before.ValueKind == JsonValueKind.Object && item.EnumerateObject().All(property => before.TryGetProperty(property.Name, out var known) && Says(known, property.Value)),
        JsonValueKind.Array => before.ValueKind == JsonValueKind.Array && item.EnumerateArray().All(wanted => before.EnumerateArray().Any(known => Says(known, wanted))),
        _ => before.ValueKind == item.ValueKind && before.GetRawText() == item.GetRawText(),
    };
}

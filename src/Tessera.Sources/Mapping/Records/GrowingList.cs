using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tessera.Sources.Mapping.Records;

/// <summary>A list that takes items of the record and adds others. One that an item before it says already, as a pattern of FHIR
/// (https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.pattern_x_), is not added again.</summary>
internal sealed class GrowingList(IReadOnlyList<Element> items) : Element
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public override void Bind(Layout layout, string path)
    {
        foreach (var item in items) item.Bind(layout, path);
    }

    public override bool Exists(Row row) => items.Any(item => item.Exists(row));

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var written = new List<JsonElement>();
        json.WriteStartArray();
        foreach (var part in items)
        {
            if (!part.Exists(row)) continue;
            foreach (var item in Items(part, row))
            {
                // What the record itself says twice stays twice.
                if (part is not CopyElement && written.Exists(before => Says(before, item))) continue;
                json.WriteRawValue(item.GetRawText(), skipInputValidation: true);
                written.Add(item);
            }
        }

        json.WriteEndArray();
    }

    private static JsonElement.ArrayEnumerator Items(Element part, Row row)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var list = new Utf8JsonWriter(buffer, Options))
        {
            list.WriteStartArray();
            part.WriteItems(row, list);
            list.WriteEndArray();
        }

        using var read = JsonDocument.Parse(buffer.WrittenMemory);
        return read.RootElement.Clone().EnumerateArray();
    }

    private static bool Says(JsonElement before, JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Object => before.ValueKind == JsonValueKind.Object && item.EnumerateObject().All(property => before.TryGetProperty(property.Name, out var known) && Says(known, property.Value)),
        JsonValueKind.Array => before.ValueKind == JsonValueKind.Array && item.EnumerateArray().All(wanted => before.EnumerateArray().Any(known => Says(known, wanted))),
        _ => before.ValueKind == item.ValueKind && before.GetRawText() == item.GetRawText(),
    };
}

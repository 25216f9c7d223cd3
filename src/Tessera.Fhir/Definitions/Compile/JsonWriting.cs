using System.Buffers;
using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Short ways to make JSON out of JSON; nothing is changed in place.</summary>
internal static class JsonWriting
{
    public static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    public static JsonElement Array(IEnumerable<JsonElement> items) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items) item.WriteTo(writer);
        writer.WriteEndArray();
    });

    /// <summary>An object with one property added or replaced.</summary>
    public static JsonElement With(this JsonElement json, string name, JsonElement value) => Edit(json, name, value);

    /// <summary>An object without one of its properties.</summary>
    public static JsonElement Without(this JsonElement json, string name) => json.Part(name).ValueKind == JsonValueKind.Undefined ? json : Edit(json, name, null);

    /// <summary>A StructureDefinition with a snapshot of these elements.</summary>
    public static JsonElement WithSnapshot(this JsonElement structureDefinition, JsonElement elements) => structureDefinition.With("snapshot", Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("element");
        elements.WriteTo(writer);
        writer.WriteEndObject();
    }));

    private static JsonElement Edit(JsonElement json, string name, JsonElement? value) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var property in json.EnumerateObject())
            if (property.Name != name) property.WriteTo(writer);
        if (value is { } some)
        {
            writer.WritePropertyName(name);
            some.WriteTo(writer);
        }
        writer.WriteEndObject();
    });

    public static JsonElement Write(Action<Utf8JsonWriter> write) => JsonDocument.Parse(Utf8(write), new JsonDocumentOptions { MaxDepth = 1000 }).RootElement;

    public static byte[] Utf8(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 1000 })) write(writer);
        return buffer.WrittenSpan.ToArray();
    }
}

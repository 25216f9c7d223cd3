using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tessera.Sources.Synthetic.Story;

/// <summary>What something is called, with the codes that open specifications show for it. A concept without codes is text.</summary>
internal sealed class Concept(string text, params Coding[] codings)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private byte[]? json;

    public string Text { get; } = text;

    public IReadOnlyList<Coding> Codings { get; } = codings;

    /// <summary>The CodeableConcept; written once, because most concepts stand in millions of resources.</summary>
    public ReadOnlySpan<byte> Json => json ??= Encode();

    private byte[] Encode()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        if (Codings.Count > 0)
        {
            writer.WriteStartArray("coding"u8);
            foreach (var coding in Codings) coding.Write(writer);
            writer.WriteEndArray();
        }

        writer.WriteString("text"u8, Text);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

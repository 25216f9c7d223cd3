using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>The resources of one type, one a line, gathered in a buffer and written in large pieces. <c>bench synth</c> pays for it.</summary>
internal sealed class NdjsonFile : IDisposable
{
    private const int Piece = 1 << 20;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly WholeFiles files;
    private readonly string name;
    private readonly ArrayBufferWriter<byte> buffer = new(Piece + (Piece / 4));
    private readonly Utf8JsonWriter writer;
    private Stream? stream;

    public NdjsonFile(WholeFiles files, string type)
    {
        (this.files, name) = (files, type + ".ndjson");
        writer = new Utf8JsonWriter(buffer, Options);
    }

    public long Count { get; private set; }

    /// <summary>Begins a resource: the next thing to write is its first element.</summary>
    public Utf8JsonWriter Begin()
    {
        writer.WriteStartObject();
        return writer;
    }

    /// <summary>Ends the resource.</summary>
    public void End()
    {
        writer.WriteEndObject();
        writer.Flush();
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        writer.Reset(buffer);
        Count++;
        if (buffer.WrittenCount >= Piece) Flush();
    }

    public void Flush()
    {
        if (buffer.WrittenCount == 0) return;
        stream ??= files.Open(name);
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    public void Dispose() => writer.Dispose();
}

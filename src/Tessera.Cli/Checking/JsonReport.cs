using System.Text.Json;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Checking;

/// <summary>One document: all resources, then the sums.</summary>
internal sealed class JsonReport : IValidationReport
{
    private readonly Stream stream;
    private readonly Utf8JsonWriter writer;

    public JsonReport(Stream stream)
    {
        this.stream = stream;
        writer = new(stream, CommandTerminal.Document);
        writer.WriteStartObject();
        writer.WriteStartArray("resources");
    }

    public void Add(CheckedResource resource) => resource.Write(writer);

    public void Dispose() => writer.Dispose();

    public void Flush() => writer.Flush();

    public void Finish(ValidationSummary summary)
    {
        writer.WriteEndArray();
        summary.Write(writer);
        writer.WriteEndObject();
        writer.Flush();
        stream.WriteByte((byte)'\n');
        stream.Flush();
    }
}

using System.Text.Json;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Checking;

/// <summary>One line per resource, then a line with the sums.</summary>
internal sealed class NdjsonReport(Stream stream) : IValidationReport
{
    private readonly MemoryStream lines = new();

    public void Add(CheckedResource resource) => WriteLine(resource.Write);

    public void Dispose() => lines.Dispose();

    public void Flush()
    {
        stream.Write(lines.GetBuffer(), 0, (int)lines.Length);
        stream.Flush();
        lines.SetLength(0);
    }

    public void Finish(ValidationSummary summary)
    {
        WriteLine(writer =>
        {
            writer.WriteStartObject();
            summary.Write(writer);
            writer.WriteEndObject();
        });
        Flush();
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(lines, CommandTerminal.Line)) write(writer);
        lines.WriteByte((byte)'\n');
    }
}

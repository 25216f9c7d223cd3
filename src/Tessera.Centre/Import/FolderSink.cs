using System.Text.Encodings.Web;
using System.Text.Json;
using Tessera.Centre.Runs;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>Writes an import as files: <c>[Type].ndjson</c>, <c>origins.ndjson</c>, <c>quarantine.ndjson</c>. They appear whole, when the run is done.</summary>
public sealed class FolderSink : IImportSink
{
    private const string OriginsFile = "origins.ndjson";
    private const string QuarantineFile = "quarantine.ndjson";
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly string folder;
    private readonly Dictionary<string, FileStream> files = new(StringComparer.Ordinal);

    /// <summary>Makes a sink for one run.</summary>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    public FolderSink(string folder) => this.folder = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public int BatchesUnderWay => 1;

    /// <inheritdoc/>
    public Task Begin(ImportSource source, DateTimeOffset started, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        File(OriginsFile);
        File(QuarantineFile);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordFate>> Write(IReadOnlyList<CheckedRecord> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        foreach (var (resource, _) in record.Resources)
        {
            var file = File(resource.Type + ".ndjson");
            file.Write(resource.Document.Bytes.Span);
            file.WriteByte((byte)'\n');
            Line(OriginsFile, writer => WriteOrigins(writer, record.Outcome.Record, resource));
        }

        return Task.FromResult<IReadOnlyList<RecordFate>>(new RecordFate[records.Count]);
    }

    /// <inheritdoc/>
    public Task Quarantine(IReadOnlyList<Quarantined> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records) Line(QuarantineFile, writer => WriteProblems(writer, record));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ImportAccount> Finish(ImportState state, ImportAccount account)
    {
        foreach (var (name, file) in files)
        {
            file.Flush(flushToDisk: state == ImportState.Done);
            await file.DisposeAsync().ConfigureAwait(false);
            if (state == ImportState.Done) System.IO.File.Move(file.Name, Path.Combine(folder, name), overwrite: true);
            else System.IO.File.Delete(file.Name);
        }

        files.Clear();
        return account;
    }

    private FileStream File(string name)
    {
        if (files.TryGetValue(name, out var file)) return file;
        var temporary = Path.Combine(folder, $".{name}.{Environment.ProcessId}.new");
        files.Add(name, file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024));
        return file;
    }

    private void Line(string name, Action<Utf8JsonWriter> write)
    {
        var file = File(name);
        using (var writer = new Utf8JsonWriter(file, Json)) write(writer);
        file.WriteByte((byte)'\n');
    }

    private static void WriteOrigins(Utf8JsonWriter writer, SourceRecord record, ExtractedResource resource)
    {
        writer.WriteStartObject();
        writer.WriteString("resource"u8, $"{resource.Type}/{resource.Id}");
        WriteRecord(writer, record);
        writer.WriteString("mapping"u8, resource.Mapping);
        writer.WriteStartArray("columns"u8);
        foreach (var origin in resource.Origins)
        {
            writer.WriteStartObject();
            writer.WriteString("column"u8, origin.Column);
            writer.WriteString("path"u8, origin.Path);
            if (origin.Rule is { } rule) writer.WriteString("rule"u8, rule);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteProblems(Utf8JsonWriter writer, Quarantined record)
    {
        writer.WriteStartObject();
        WriteRecord(writer, record.Record);
        writer.WriteStartArray("problems"u8);
        foreach (var problem in record.Problems)
        {
            writer.WriteStartObject();
            writer.WriteString("column"u8, problem.Column);
            writer.WriteString("reason"u8, problem.Reason);
            writer.WriteString("fix"u8, problem.Fix);
            if (problem.Value is { } value) writer.WriteString("value"u8, value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter writer, SourceRecord record)
    {
        writer.WriteString("source"u8, record.Source);
        writer.WriteString("file"u8, record.File);
        writer.WriteNumber("row"u8, record.Row);
    }
}

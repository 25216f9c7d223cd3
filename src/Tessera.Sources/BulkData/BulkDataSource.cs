using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Ndjson;
using Tessera.Sources.Remote;

namespace Tessera.Sources.BulkData;

/// <summary>A Bulk Data export as a source: the server prepares files, they are fetched into a folder and read as streams. A killed process goes
/// on in that folder.</summary>
public sealed class BulkDataSource : IFhirSource
{
    private readonly BulkDataOptions options;
    private readonly FhirDefinitions definitions;
    private readonly ResourceIds ids;
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);

    /// <summary>Names an export; the server is asked when records are read.</summary>
    /// <exception cref="RemoteSourceException">The address would carry patient data in clear text.</exception>
    public BulkDataSource(BulkDataOptions options, FhirDefinitions definitions, ResourceIds ids)
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.definitions, this.ids) = (options, definitions, ids);
        RemoteServer.RefusePlainHttp(options.Address, options.Remote);
    }

    /// <inheritdoc/>
    public string SourceId => options.Source;

    /// <inheritdoc/>
    public string Mapping => options.Lift.Name;

    /// <inheritdoc/>
    public bool IsIncremental => options.Incremental;

    /// <inheritdoc/>
    public bool ReadsSince => true;

    /// <inheritdoc/>
    public Func<string, bool>? ReadsFile => null;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Deleted => deleted;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Notes { get; private set; } = [];

    /// <inheritdoc/>
    public IEnumerable<RecordOutcome> Read(ReadRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var server = new RemoteServer(options.Address, options.Remote);
        var export = new BulkExport(server, options);
        var manifest = PulledAhead.Read(stop => Once(() => export.Fetch(Instant.Read(request.Since), stop)), 1, cancel).Single();
        var lift = new RecordLift(options.Source, options.Address, options.Lift, definitions, ids) { Corrections = request.Corrections };
        var (seen, number) = (new SeenRecords(), 0);
        foreach (var file in manifest.Files.OrderBy(file => file.Kind).ThenBy(file => RecordOrder.Of(file.Type)).ThenBy(file => file.Number))
        foreach (var line in NdjsonFile.Read(export.Folder.FilePath(file), options.LongestLine))
        {
            cancel.ThrowIfCancellationRequested();
            if (Outcome(file, line, ++number, manifest, lift, seen) is { } outcome) yield return outcome;
        }

        Notes = [.. lift.Notes];
        _ = PulledAhead.Read(stop => Once(() => Closed(export, stop)), 1, cancel).Single();
    }

    private static async IAsyncEnumerable<T> Once<T>(Func<Task<T>> work)
    {
        yield return await work().ConfigureAwait(false);
    }

    private static async Task<BulkExport> Closed(BulkExport export, CancellationToken cancel)
    {
        await export.Close(cancel).ConfigureAwait(false);
        return export;
    }

    private RecordOutcome? Outcome(BulkFile file, in NdjsonLine line, int number, BulkManifest manifest, RecordLift lift, SeenRecords seen)
    {
        if (line.Problem is { } problem)
            return new Quarantined(new SourceRecord(options.Source, $"{file.Type} export", number, ""), new CellAccount(0, 0, 1), [new CellProblem(null, problem, "Run the export again.")]);
        if (file.Kind == BulkFileKind.Error) return lift.Outcome(line.Json.ToArray(), number);
        if (file.Kind == BulkFileKind.Deleted) return Delete(line.Json, number);
        var head = RecordHead.Read(line.Json.Span);
        if (head is not { Type: { } type, Id: { } id }) return lift.Read(line.Json.ToArray(), "without id", number);
        if (!seen.Take(head.Value)) return null;
        var updated = head.Value.Updated;
        var mark = updated is { } time ? Instant.Write(manifest.TransactionTime is { } moment && moment < time ? moment : time) : null;
        return lift.Read(line.Json.ToArray(), $"{type}/{id}", 1, mark);
    }

    // Bundles of the type transaction, one DELETE each entry: https://hl7.org/fhir/uv/bulkdata/export.html#response---output-manifest
    private Ignored Delete(ReadOnlyMemory<byte> json, int number)
    {
        var count = 0;
        try
        {
            using var bundle = JsonDocument.Parse(json);
            foreach (var entry in bundle.RootElement.GetProperty("entry").EnumerateArray())
            {
                if (entry.GetProperty("request").GetProperty("url").GetString() is not { } url || SourceReference.Read(url, null, definitions) is not { } gone) continue;
                deleted.UnionWith(RecordLift.Ids(options.Lift, ids, options.Source, gone.Type, gone.Id));
                count++;
            }
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // What cannot be read deletes nothing, and the next whole run finds what is gone.
        }

        return new Ignored(new SourceRecord(options.Source, "deleted", number, ""), new CellAccount(0, 1, 0), $"the source deleted {count} resources");
    }
}

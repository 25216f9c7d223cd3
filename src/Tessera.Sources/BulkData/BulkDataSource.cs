using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
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
    public bool HasGaps { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<RecordOutcome> Read(ReadRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var server = new RemoteServer(options.Address, options.Remote);
        var export = new BulkExport(server, options);
        var manifest = PulledAhead.Read(stop => Once(() => export.Fetch(Instant.Read(request.Since), stop)), 1, cancel).Single();
        var lift = new RecordLift(options.Source, options.Address, options.Lift, definitions, ids) { Corrections = request.Corrections };
        var (seen, number, notes, isDamaged) = (new SeenRecords(), 0, new List<string>(), false);
        foreach (var file in manifest.Files.OrderBy(file => file.Kind).ThenBy(file => RecordOrder.Of(file.Type)).ThenBy(file => file.Number))
        {
            var lines = 0;
            foreach (var line in NdjsonFile.Read(export.Folder.FilePath(file), options.LongestLine))
            {
                cancel.ThrowIfCancellationRequested();
                lines++;
                isDamaged |= line.Problem is not null;
                if (Outcome(file, line, ++number, manifest, lift, seen) is { } outcome) yield return outcome;
            }

            if (lines < file.Count) notes.Add($"{RemoteServer.Name(file.Address)}: the server says that the file has {file.Count} resources, and it has {lines}; nothing counts as vanished in this run, and the next one reads again from where this one began");
        }

        HasGaps = notes.Count > 0 || isDamaged || lift.HasServerErrors;
        Notes = [.. lift.Notes, .. notes];
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
    private RecordOutcome Delete(ReadOnlyMemory<byte> json, int number)
    {
        var record = new SourceRecord(options.Source, "deleted", number, "");
        if (!FhirDocument.TryParse(json.ToArray(), definitions.Names, out var bundle, out var issue)) return Unclear(record, issue.Message);
        var (gone, unclear) = (0, 0);
        foreach (var entry in bundle.Root["entry"].Items)
        {
            var isDelete = entry["request"].Text("method") is "DELETE";
            if (isDelete && entry["request"].Text("url") is { } url && SourceReference.Read(url, options.Address.AbsoluteUri.TrimEnd('/') + "/", definitions) is { } resource)
            {
                deleted.UnionWith(RecordLift.Ids(options.Lift, ids, options.Source, resource.Type, resource.Id));
                gone++;
            }
            else unclear++;
        }

        return unclear > 0 || gone == 0 ? Unclear(record, $"{unclear} entries are no DELETE of a resource of this server")
            : new Ignored(record, new CellAccount(0, 1, 0), $"the source deleted {gone} resources");
    }

    private static Quarantined Unclear(SourceRecord record, string reason) =>
        new(record, new CellAccount(0, 0, 1), [new CellProblem(null, $"the server lists what it deleted, and not all of it can be read: {reason}", "Import everything once (--full): that finds what is gone.")]);
}

using Tessera.Centre.Quarantine;
using Tessera.Centre.Runs;
using Tessera.Centre.Vanishing;
using Tessera.Database;
using Tessera.Fhir.Validation;
using Tessera.Sources;
using Tessera.Store;

namespace Tessera.Centre.Import;

/// <summary>Writes an import into the store of a node, with origins, verdicts, quarantine and history.</summary>
public sealed class StoreSink : IImportSink
{
    private readonly CentreNode node;
    private readonly SourceSight sight = new();
    private readonly PathTexts paths = new();
    private ImportSource source = null!;
    private DateTimeOffset started;
    private long run;
    private bool begun;

    /// <summary>Number of the run; null before it began.</summary>
    public long? Run => begun ? run : null;

    /// <summary>Makes a sink for one run.</summary>
    public StoreSink(CentreNode node) => this.node = node;

    /// <summary>What is committed together writes each page of an index once.</summary>
    public int BatchesUnderWay => 6;

    /// <inheritdoc/>
    public async Task Begin(ImportSource source, DateTimeOffset started, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        (this.source, this.started, sight.Began) = (source, started, started);
        run = await node.Imports.Begin(source.Id, source.Mapping, started, cancel).ConfigureAwait(false);
        begun = true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordFate>> Write(IReadOnlyList<CheckedRecord> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records) sight.See(record);
        var writes = new List<ResourceWrite>(records.Count * 4);
        var found = new List<ValidationResult?>(records.Count * 4);
        foreach (var record in records)
        foreach (var (resource, validation) in record.Resources)
        {
            writes.Add(new ResourceWrite(WriteKind.Upsert, resource.Type, resource.Id, resource.Document) { Origins = [Origin(record.Outcome.Record, resource)] });
            found.Add(validation);
        }

        var outcomes = await node.Writer.WriteValidated(Access.Everything, writes, found, run, WritePriority.Bulk, cancel).ConfigureAwait(false);
        return Fates(records, outcomes);
    }

    /// <inheritdoc/>
    public Task Quarantine(IReadOnlyList<Quarantined> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records) sight.Hold(record);
        return node.Store.Database.Writer.Run(
            connection =>
            {
                foreach (var record in records) QuarantineRecords.Put(connection, Row(record));
                return true;
            },
            WritePriority.Bulk,
            cancel);
    }

    /// <inheritdoc/>
    public async Task<ImportAccount> Finish(ImportState state, ImportAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (state == ImportState.Done) account = Told(await Sweep(account).ConfigureAwait(false));
        await node.Verdicts.Flush(CancellationToken.None).ConfigureAwait(false);
        return await node.Store.Database.Writer.Run(
            connection =>
            {
                if (state == ImportState.Done) Settle(connection);
                ImportHistory.Finish(connection, run, state, account);
                return account;
            },
            WritePriority.Interactive,
            CancellationToken.None).ConfigureAwait(false);
    }

    // Only a run that saw every record knows which of them are gone.
    private async Task<ImportAccount> Sweep(ImportAccount account)
    {
        sight.Seen.Seal();
        var sweep = new VanishedSweep(node, source, run, started);
        if (IsWhole)
        {
            var vanished = await sweep.Run(sight, CancellationToken.None).ConfigureAwait(false);
            return account with { Vanished = vanished, Notes = [.. account.Notes, .. sweep.Notes] };
        }

        await sweep.ForgetReturned(sight, CancellationToken.None).ConfigureAwait(false);
        return source.Deleted() is { Count: > 0 } deleted ? account with { Vanished = await sweep.Deleted(deleted, sight, CancellationToken.None).ConfigureAwait(false) } : account;
    }

    private ImportAccount Told(ImportAccount account)
    {
        var ahead = sight.Ahead > 0 ? $"{sight.Ahead} records are dated after the run began: they were read, and the watermark does not follow them" : null;
        var notes = new[] { ahead, node.Imports.ChangedMapping(run), source.HasColumn is null ? MissingPatients.Note(node.Store.Database, source.Id) : null };
        return account with { Notes = [.. account.Notes, .. notes.OfType<string>()] };
    }

    private bool IsWhole => source.IsComplete && !source.HasGaps();

    // What a whole run means is written at once: a run that is broken off before leaves all of it as it was, and the next one does it.
    private void Settle(DatabaseConnection connection)
    {
        // What the source kept from us may hold the records in quarantine, and what changed.
        if (source.HasGaps()) return;
        QuarantineRecords.ReleaseOthers(connection, source.Id, run, source.IsComplete ? null : source.Request.Since ?? "");
        CorrectionRecords.Settle(connection, source.Request.Corrections, source.IsComplete, started);
        if (source.Since is null && sight.Watermark(Watermarks.Find(connection, source.Id)) is { } mark) Watermarks.Put(connection, source.Id, mark, run);
    }

    private static RecordFate[] Fates(IReadOnlyList<CheckedRecord> records, IReadOnlyList<WriteOutcome> outcomes)
    {
        var fates = new RecordFate[records.Count];
        var next = 0;
        for (var i = 0; i < fates.Length; i++)
        {
            fates[i] = RecordFate.Unchanged;
            for (var end = next + records[i].Resources.Count; next < end; next++)
            {
                var outcome = outcomes[next];
                // A mapping that makes a resource the store cannot take is a bug of ours, not bad input.
                if (!outcome.Succeeded) throw new InvalidOperationException($"the store refused a {outcome.Type} of an import: {outcome.Issue?.Message}");
                if (outcome.Status != WriteStatus.Unchanged) fates[i] = RecordFate.Written;
            }
        }

        return fates;
    }

    // One origin per resource: rows of one layout share the text of their path.
    private Origin Origin(SourceRecord record, ExtractedResource resource) => new(
        record.Source, record.File, record.Row, paths.Of(resource.Origins), resource.Mapping, started)
    {
        Correction = record.Correction == 0 ? null : record.Correction, RecordKey = resource.RecordKey,
    };

    private QuarantinedRecord Row(Quarantined record) => new(
        record.Record.Source, record.Record.File, record.Record.Row, started, run,
        [.. record.Problems.Select(problem => new QuarantinedProblem(problem.Column, problem.Reason, problem.Fix, problem.Value))])
    {
        Cells = [.. (record.Text?.ToMend(record.Problems) ?? record.Row).Select(cell => KeyValuePair.Create(cell.Column, cell.Value))],
        Mark = record.Record.Mark,
        Correction = record.Record.Correction == 0 ? null : record.Record.Correction,
    };
}

using System.Threading.Channels;
using Tessera.Centre.Codes;
using Tessera.Centre.Runs;
using Tessera.Database;
using Tessera.Fhir.Validation;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>One import: records are read, validated and handed to a sink in batches, three steps at a time, so that memory holds
/// some batches and never the source.</summary>
public sealed class ImportRun
{
    private const int RecordsInBatch = 64;
    private const int BatchesWaiting = 1;
    private const int ValidatingThreads = 2;

    private readonly TimeProvider clock;
    private readonly RecordCheck check;
    private readonly AccountTally tally = new();

    /// <summary>Prepares a run; make one for each.</summary>
    /// <param name="validator">Validates what is read.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="codes">The code maps that what is read is brought into accord with; null for none.</param>
    public ImportRun(FhirValidator validator, TimeProvider clock, CentreCodes? codes = null) => (check, this.clock) = (new RecordCheck(validator, codes), clock);

    /// <summary>Runs.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="sink">Where it goes.</param>
    /// <param name="progress">Told the account so far, after every batch; or null.</param>
    /// <param name="cancel">Stops the run between batches; what was written stays.</param>
    /// <returns>What became of every record.</returns>
    /// <exception cref="IOException">A file of the source or of the sink failed; what was written stays.</exception>
    public async Task<ImportAccount> Run(ImportSource source, IImportSink sink, IProgress<ImportAccount>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sink);
        var started = clock.GetTimestamp();
        await sink.Begin(source, clock.GetUtcNow(), cancel).ConfigureAwait(false);
        try
        {
            await Pump(source, sink, () => progress?.Report(tally.Account(clock.GetElapsedTime(started))), cancel).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            var state = failure is OperationCanceledException && cancel.IsCancellationRequested ? ImportState.Stopped : ImportState.Failed;
            await FinishAfterFailure(sink, state, tally.Account(clock.GetElapsedTime(started), source.Notes())).ConfigureAwait(false);
            throw;
        }

        var account = tally.Account(clock.GetElapsedTime(started), source.Notes());
        return await sink.Finish(ImportState.Done, account).ConfigureAwait(false);
    }

    // What stopped the run is what is told, not that its end could not be written down either.
    private static async Task FinishAfterFailure(IImportSink sink, ImportState state, ImportAccount account)
    {
        try
        {
            await sink.Finish(state, account).ConfigureAwait(false);
        }
        catch (Exception second) when (second is IOException or DatabaseException or DatabaseUnavailableException or OutcomeUnknownException)
        {
        }
    }

    private async Task Pump(ImportSource source, IImportSink sink, Action report, CancellationToken cancel)
    {
        // When one step fails the others are stopped, and the failure is the one that is told.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var read = Channel.CreateBounded<RecordOutcome[]>(BatchesWaiting);
        var validated = Channel.CreateBounded<CheckedRecord[]>(BatchesWaiting);
        Task[] steps =
        [
            Step(() => Read(source, read.Writer, stop.Token), read.Writer, stop),
            Step(() => Validate(read.Reader, validated.Writer, stop.Token), validated.Writer, stop),
            Step(() => Write(validated.Reader, sink, report, stop.Token), null, stop),
        ];
        await Task.WhenAll(steps).ConfigureAwait(false);
    }

    private static Task Step(Func<Task> work, object? output, CancellationTokenSource stop) => Task.Run(async () =>
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            (output as ChannelWriter<RecordOutcome[]>)?.TryComplete();
            (output as ChannelWriter<CheckedRecord[]>)?.TryComplete();
        }
    });

    private static async Task Read(ImportSource source, ChannelWriter<RecordOutcome[]> output, CancellationToken cancel)
    {
        foreach (var batch in source.Read(cancel).Chunk(RecordsInBatch)) await output.WriteAsync(batch, cancel).ConfigureAwait(false);
    }

    private async Task Validate(ChannelReader<RecordOutcome[]> input, ChannelWriter<CheckedRecord[]> output, CancellationToken cancel)
    {
        var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = ValidatingThreads };
        await foreach (var batch in input.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            var records = new CheckedRecord[batch.Length];
            Parallel.For(0, batch.Length, options, i => records[i] = check.Check(batch[i]));
            await output.WriteAsync(records, cancel).ConfigureAwait(false);
        }
    }

    private async Task Write(ChannelReader<CheckedRecord[]> input, IImportSink sink, Action report, CancellationToken cancel)
    {
        var underWay = new Queue<WritingBatch>();
        try
        {
            await foreach (var batch in input.ReadAllAsync(cancel).ConfigureAwait(false))
            {
                underWay.Enqueue(Begin(batch, sink, cancel));
                while (underWay.Count >= sink.BatchesUnderWay) await Finish(underWay.Dequeue(), sink, report, cancel).ConfigureAwait(false);
            }

            while (underWay.Count > 0) await Finish(underWay.Dequeue(), sink, report, cancel).ConfigureAwait(false);
        }
        finally
        {
            // The run is not over while a write of it may still be done; the failure that is told is the first.
            foreach (var rest in underWay) await ((Task)rest.Fates).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private WritingBatch Begin(CheckedRecord[] batch, IImportSink sink, CancellationToken cancel)
    {
        var good = new List<CheckedRecord>(batch.Length);
        var bad = new List<Quarantined>();
        foreach (var record in batch)
        {
            switch (check.CheckReferences(record))
            {
                case { Outcome: Quarantined quarantined }: bad.Add(quarantined); break;
                case { Outcome: Ignored ignored }: tally.Ignored(ignored); break;
                case var kept: good.Add(kept); break;
            }
        }

        return new WritingBatch(good, bad, good.Count == 0 ? Task.FromResult<IReadOnlyList<RecordFate>>([]) : sink.Write(good, cancel));
    }

    private async Task Finish(WritingBatch batch, IImportSink sink, Action report, CancellationToken cancel)
    {
        var fates = await batch.Fates.ConfigureAwait(false);
        for (var i = 0; i < batch.Good.Count; i++) tally.Good(batch.Good[i], fates[i]);
        if (batch.Bad.Count > 0) await sink.Quarantine(batch.Bad, cancel).ConfigureAwait(false);
        foreach (var record in batch.Bad) tally.Quarantined(record);
        report();
    }

    private sealed record WritingBatch(List<CheckedRecord> Good, List<Quarantined> Bad, Task<IReadOnlyList<RecordFate>> Fates);
}

using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre.Load;

/// <summary>Loads files of resources into the store of a node. A line that cannot be used is told and skipped; its neighbours are kept.</summary>
public sealed class BulkLoad
{
    private const int ResourcesInBatch = 512;
    // So many batches wait to be written: what is committed together writes each page of an index once.
    private const int BatchesUnderWay = 6;
    private const int ValidatingThreads = 2;

    private readonly CentreNode node;
    private readonly ValidationPolicy policy;
    private readonly Action<LoadProblem> tell;
    private readonly SortedDictionary<string, long> resources = new(StringComparer.Ordinal);
    private long read, written, unchanged, rejected;

    /// <summary>Prepares a load; make one for each.</summary>
    /// <param name="node">Where resources go.</param>
    /// <param name="policy">What validation refuses; verdicts are kept beside what is loaded.</param>
    /// <param name="tell">Called for every resource that could not be loaded.</param>
    public BulkLoad(CentreNode node, ValidationPolicy policy, Action<LoadProblem> tell) => (this.node, this.policy, this.tell) = (node, policy, tell);

    /// <summary>Loads files one after the other.</summary>
    /// <param name="files">Full paths of <c>.ndjson</c> and <c>.json</c> files.</param>
    /// <param name="progress">Told the account so far, after every batch; or null.</param>
    /// <param name="cancel">Stops between batches; what was written stays.</param>
    /// <exception cref="IOException">A file cannot be read; what was written stays.</exception>
    public async Task<LoadAccount> Run(IEnumerable<string> files, IProgress<LoadAccount>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(files);
        var started = node.Clock.GetTimestamp();
        var reader = new FileResources(node.Definitions.Names);
        var batch = new List<(string File, FileResources.Item Item)>(ResourcesInBatch);
        // The next batch is read and checked while others are being written; they are counted in their order.
        var writing = new Queue<Task<Written>>();
        Task<Checked>? checking = null;
        foreach (var file in files)
        await foreach (var item in reader.Read(file, cancel).ConfigureAwait(false))
        {
            read++;
            batch.Add((file, item));
            if (batch.Count < ResourcesInBatch) continue;
            if (checking is not null) writing.Enqueue(WriteBatch(await checking.ConfigureAwait(false), cancel));
            checking = Check([.. batch], cancel);
            batch.Clear();
            if (writing.Count < BatchesUnderWay) continue;
            Count(await writing.Dequeue().ConfigureAwait(false));
            progress?.Report(Account(started));
        }

        if (checking is not null) writing.Enqueue(WriteBatch(await checking.ConfigureAwait(false), cancel));
        writing.Enqueue(WriteBatch(await Check(batch, cancel).ConfigureAwait(false), cancel));
        foreach (var last in writing) Count(await last.ConfigureAwait(false));
        await node.Verdicts.Flush(cancel).ConfigureAwait(false);
        return Account(started);
    }

    // Before they are validated, resources are brought into accord with the code maps: loading a file again then writes nothing.
    private ((string File, FileResources.Item Item), ValidationResult?) Check((string File, FileResources.Item Item) read)
    {
        if (read.Item.Document is not { } document) return (read, null);
        if (node.Codes.Translation.Change(document, () => "") is { } change) (read.Item, document) = (read.Item with { Document = change.Document }, change.Document);
        return (read, policy.Check(node.Validator, document));
    }

    private async Task<Checked> Check(List<(string File, FileResources.Item Item)> batch, CancellationToken cancel)
    {
        var results = new ValidationResult?[batch.Count];
        if (policy != ValidationPolicy.Off)
        {
            var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = ValidatingThreads };
            await Task.Run(() => Parallel.For(0, batch.Count, options, i => (batch[i], results[i]) = Check(batch[i])), cancel).ConfigureAwait(false);
        }

        return new Checked(batch, results);
    }

    // Up to the store it runs at once, so that batches reach it in their order: of two versions of a resource the later line stays.
    private async Task<Written> WriteBatch(Checked checkedBatch, CancellationToken cancel)
    {
        var (batch, results) = checkedBatch;
        var writes = new List<ResourceWrite>(batch.Count);
        var found = new List<ValidationResult?>(batch.Count);
        var places = new List<(string File, int Line)>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var (file, item) = batch[i];
            var refusal = item.Issue ?? (results[i] is { } result ? policy.FirstRefused(result) : null);
            if (refusal is not null) Reject(file, item.Line, refusal);
            else
            {
                writes.Add(new ResourceWrite(WriteKind.Upsert, item.Document!.ResourceType!, item.Document.Id, item.Document));
                found.Add(results[i]);
                places.Add((file, item.Line));
            }
        }

        if (writes.Count == 0) return new Written([], []);
        var outcomes = await node.Writer.WriteValidated(Access.Everything, writes, found, run: null, WritePriority.Bulk, cancel).ConfigureAwait(false);
        return new Written(outcomes, places);
    }

    private void Count(Written batch)
    {
        for (var i = 0; i < batch.Outcomes.Count; i++) Count(batch.Outcomes[i], batch.Places[i]);
    }

    private void Count(WriteOutcome outcome, (string File, int Line) place)
    {
        if (!outcome.Succeeded)
        {
            Reject(place.File, place.Line, outcome.Issue ?? new Issue(IssueSeverity.Error, IssueType.Processing, "", "The store refused the resource."));
            return;
        }

        if (outcome.Status == WriteStatus.Unchanged) unchanged++;
        else written++;
        resources[outcome.Type] = resources.GetValueOrDefault(outcome.Type) + 1;
    }

    private void Reject(string file, int line, Issue issue)
    {
        rejected++;
        tell(new LoadProblem(file, line, issue));
    }

    private LoadAccount Account(long started) => new()
    {
        Read = read, Written = written, Unchanged = unchanged, Rejected = rejected,
        Resources = new SortedDictionary<string, long>(resources, StringComparer.Ordinal),
        Seconds = Math.Round(node.Clock.GetElapsedTime(started).TotalSeconds, 3),
    };

    private sealed record Checked(List<(string File, FileResources.Item Item)> Items, ValidationResult?[] Results);

    private sealed record Written(IReadOnlyList<WriteOutcome> Outcomes, List<(string File, int Line)> Places);
}

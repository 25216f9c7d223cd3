using System.Threading.Channels;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Store;

namespace Tessera.Centre.Verdicts;

/// <summary>The verdict on the current version of each resource. Verdicts are written a moment after their resources, many at once:
/// what is lost in a crash reads as "not checked", never as "valid".</summary>
public sealed class VerdictRecords : IAsyncDisposable
{
    private const int LargestBatch = 4096;

    private readonly FhirStore store;
    private readonly SqliteDatabase database;
    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly FindingSets findings = new();
    private readonly Task writing;

    internal VerdictRecords(FhirStore store)
    {
        (this.store, database) = (store, store.Database);
        // Numbers of rules and sets that were given in work that was undone are none.
        database.Writer.Undone += findings.Clear;
        writing = Task.Run(WriteAll);
    }

    /// <summary>Number of resources by group, type and verdict.</summary>
    public IReadOnlyList<VerdictCount> Count()
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select mcode_group, type, verdict, resources from verdict_count where resources > 0 order by 1, 2, 3");
        var counts = new List<VerdictCount>();
        while (rows.Step()) counts.Add(new VerdictCount((McodeGroup)rows.Long(0), rows.Text(1), (Verdict)rows.Long(2), rows.Long(3)));
        return counts;
    }

    /// <summary>The verdict on a resource; null when it was not validated.</summary>
    public Verdict? Find(string type, string id) => Versions([(type, id)])[0]?.Verdict;

    /// <summary>The verdicts on several resources of any type, by <c>Type/id</c>.</summary>
    public IReadOnlyDictionary<string, Verdict> Find(IEnumerable<(string Type, string Id)> resources)
    {
        (string Type, string Id)[] asked = [.. resources];
        var versions = Versions(asked);
        var found = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        for (var at = 0; at < asked.Length; at++)
            if (versions[at] is var (_, verdict)) found[$"{asked[at].Type}/{asked[at].Id}"] = verdict;
        return found;
    }

    /// <summary>The verdicts on several resources with the versions that they are about, in their order; null where nobody looked.</summary>
    internal IReadOnlyList<(long Version, Verdict Verdict)?> Versions(IReadOnlyList<(string Type, string Id)> resources)
    {
        var numbers = store.Numbers(resources);
        var found = new (long, Verdict)?[resources.Count];
        using var lease = database.Readers.RentSnapshot();
        using var row = lease.Connection.Prepare("select version, verdict from verdict where number = ?1");
        for (var at = 0; at < found.Length; at++)
        {
            row.Bind(1, numbers[at]);
            if (row.Step()) found[at] = (row.Long(0), (Verdict)row.Long(1));
            row.Reset();
        }

        return found;
    }

    /// <summary>The rules that were ever found broken or that could not be checked.</summary>
    public IReadOnlyList<ValidationRule> Rules()
    {
        using var lease = database.Readers.Rent();
        return FindingReader.Rules(lease.Connection);
    }

    /// <summary>Number of resources by type, import, verdict and findings: together every resource that has a verdict.</summary>
    public IReadOnlyList<FindingCount> Findings()
    {
        using var lease = database.Readers.Rent();
        return FindingReader.Counts(lease.Connection);
    }

    /// <summary>The resources about which a rule was found, in an order that stays.</summary>
    /// <param name="rule">Number of the rule.</param>
    /// <param name="type">Only resources of this type, or null for all.</param>
    /// <param name="runs">Only those that one of these imports wrote, or null for all.</param>
    /// <param name="skip">How many to leave out at the start.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<(string Type, string Id)> Resources(long rule, string? type, IReadOnlyCollection<long>? runs, int skip, int count)
    {
        using var lease = database.Readers.Rent();
        return store.Named(FindingReader.Resources(lease.Connection, rule, type, runs, skip, count));
    }

    /// <summary>Returns when everything kept so far is in the database.</summary>
    public async Task Flush(CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!entries.Writer.TryWrite(new Entry { Done = done })) return;
        await done.Task.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await writing.ConfigureAwait(false);
    }

    /// <summary>Keeps what validation said of the version that was written; without a result nobody looked, and that is not checked.</summary>
    internal void Keep(WriteOutcome written, ValidationResult? validation, FhirDocument document, long? run) => entries.Writer.TryWrite(new Entry
    {
        Number = written.Number, Type = written.Type, Version = written.Version, Group = McodeGroups.Of(document), Patient = PatientReference.Of(document), Run = run,
        Verdict = validation?.Verdict ?? Verdict.Unchecked, Issues = validation?.Issues ?? [], IsFirst = written is { Status: WriteStatus.Created, Version: 1 },
    });

    /// <summary>Takes away the verdict on a resource that was deleted.</summary>
    internal void Forget(WriteOutcome deleted) => entries.Writer.TryWrite(new Entry { Number = deleted.Number, Type = deleted.Type });

    private async Task WriteAll()
    {
        var batch = new List<Entry>(LargestBatch);
        while (await entries.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < LargestBatch && entries.Reader.TryRead(out var entry)) batch.Add(entry);
            await WriteBatch(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private async Task WriteBatch(List<Entry> batch)
    {
        try
        {
            var patients = PatientNumbers(batch);
            await database.Writer.Run(connection => WriteRows(connection, batch, patients), WritePriority.Bulk, CancellationToken.None).ConfigureAwait(false);
            foreach (var entry in batch) entry.Done?.TrySetResult();
        }
        catch (Exception exception) when (exception is DatabaseException or DatabaseUnavailableException or OutcomeUnknownException)
        {
            // Who writes resources meets the same failure and tells it; a verdict that is not there means "not checked".
            foreach (var entry in batch) entry.Done?.TrySetException(exception);
        }
    }

    // What is written names its patient, so the patient has a number, be it there or not.
    private Dictionary<string, long> PatientNumbers(List<Entry> batch)
    {
        string[] ids = [.. batch.Select(entry => entry.Patient).OfType<string>().Distinct(StringComparer.Ordinal)];
        var numbers = store.Numbers([.. ids.Select(id => ("Patient", id))]);
        return ids.Zip(numbers).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private bool WriteRows(DatabaseConnection connection, List<Entry> batch, Dictionary<string, long> patients)
    {
        var counts = new VerdictCounts();
        foreach (var entry in batch)
        {
            if (entry.Done is not null) continue;
            var old = entry.IsFirst ? null : VerdictRow.Find(connection, entry.Number);
            if (entry.Version == 0)
            {
                connection.Execute("delete from verdict where number = ?1", entry.Number);
                counts.Remove(entry.Type, old);
                continue;
            }

            var row = new VerdictRow(entry.Version, (long)entry.Verdict, (long)entry.Group, findings.Of(connection, entry.Issues), entry.Run, entry.Patient is { } patient ? patients[patient] : 0);
            if (!row.Replaces(old)) continue;
            row.Write(connection, entry.Number, entry.Type);
            counts.Remove(entry.Type, old);
            counts.Add(entry.Type, row);
        }

        counts.Write(connection);
        return true;
    }

    private readonly record struct Entry
    {
        public long Number { get; init; }
        public string Type { get; init; }
        public long Version { get; init; }
        public Verdict Verdict { get; init; }
        public McodeGroup Group { get; init; }
        public string? Patient { get; init; }
        public long? Run { get; init; }
        public IReadOnlyList<Issue> Issues { get; init; }
        public TaskCompletionSource? Done { get; init; }

        /// <summary>Whether nobody can have spoken of the resource before.</summary>
        public bool IsFirst { get; init; }
    }
}

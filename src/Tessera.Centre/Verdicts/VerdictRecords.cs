using System.Threading.Channels;
using Tessera.Database;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Store;

namespace Tessera.Centre.Verdicts;

/// <summary>The verdict on the current version of each resource. Verdicts are written a moment after their resources, many at once:
/// what is lost in a crash reads as "not checked", never as "valid".</summary>
public sealed class VerdictRecords : IAsyncDisposable
{
    private const int LargestBatch = 1000;

    private readonly SqliteDatabase database;
    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task writing;

    internal VerdictRecords(SqliteDatabase database)
    {
        this.database = database;
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
    public Verdict? Find(string type, string id)
    {
        using var lease = database.Readers.Rent();
        return (Verdict?)lease.Connection.Long("select verdict from verdict where type = ?1 and id = ?2", type, id);
    }

    /// <summary>The verdicts on several resources of any type, by <c>Type/id</c>.</summary>
    public IReadOnlyDictionary<string, Verdict> Find(IEnumerable<(string Type, string Id)> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var found = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        using var lease = database.Readers.RentSnapshot();
        foreach (var (type, id) in resources)
            if (lease.Connection.Long("select verdict from verdict where type = ?1 and id = ?2", type, id) is { } verdict) found[$"{type}/{id}"] = (Verdict)verdict;
        return found;
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

    internal void Keep(WriteOutcome written, Verdict verdict, McodeGroup group) =>
        entries.Writer.TryWrite(new Entry { Type = written.Type, Id = written.Id, Version = written.Version, Verdict = verdict, Group = group });

    internal void Forget(string type, string id) => entries.Writer.TryWrite(new Entry { Type = type, Id = id });

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
            await database.Writer.Run(connection => WriteRows(connection, batch), WritePriority.Bulk, CancellationToken.None).ConfigureAwait(false);
            foreach (var entry in batch) entry.Done?.TrySetResult();
        }
        catch (Exception exception) when (exception is DatabaseException or DatabaseUnavailableException or OutcomeUnknownException)
        {
            // Who writes resources meets the same failure and tells it; a verdict that is not there means "not checked".
            foreach (var entry in batch) entry.Done?.TrySetException(exception);
        }
    }

    private static bool WriteRows(DatabaseConnection connection, List<Entry> batch)
    {
        foreach (var entry in batch)
        {
            if (entry.Done is not null) continue;
            if (entry.Version == 0) connection.Execute("delete from verdict where type = ?1 and id = ?2", entry.Type, entry.Id);
            else
                connection.Execute("""
                    insert into verdict(type, id, version, verdict, mcode_group) values (?1, ?2, ?3, ?4, ?5)
                    on conflict(type, id) do update set version = excluded.version, verdict = excluded.verdict, mcode_group = excluded.mcode_group
                    where excluded.version > version or (excluded.version = version and excluded.verdict <> verdict)
                    """, entry.Type, entry.Id, entry.Version, (long)entry.Verdict, (long)entry.Group);
        }

        return true;
    }

    private readonly record struct Entry
    {
        public string Type { get; init; }
        public string Id { get; init; }
        public long Version { get; init; }
        public Verdict Verdict { get; init; }
        public McodeGroup Group { get; init; }
        public TaskCompletionSource? Done { get; init; }
    }
}

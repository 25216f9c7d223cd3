using Tessera.Database;
using Tessera.Fhir;
using Tessera.Store.Reindexing;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Brings prepared writes to the writer's thread in pieces: short ones for who waits, longer ones for bulk work.</summary>
internal sealed class StoreWriter(SqliteDatabase database, Vocabulary vocabulary, ResourceWriter resources, WritePreparation preparation)
{
    private const int InteractivePiece = 16;
    private const int BulkPiece = 64;

    private readonly Lock turn = new();
    private Task lastQueued = Task.CompletedTask;

    private readonly TransactionWriter transactions = new(resources, preparation, vocabulary);

    /// <summary>Writes each on its own, in the order given, and bulk writes in the order of the calls. While one piece is written, the next ones are
    /// worked out on other threads.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Write(Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel)
    {
        var writing = priority == WritePriority.Interactive ? Queue(access, writes, priority, cancel) : InTurn(() => Queue(access, writes, priority, cancel));
        var outcomes = await Task.WhenAll(await writing.ConfigureAwait(false)).ConfigureAwait(false);
        return Disclose(access, outcomes.Length == 1 ? outcomes[0] : [.. outcomes.SelectMany(piece => piece)]);
    }

    // A load does not wait for one call before the next: what it says of a resource later must stay.
    private Task<List<Task<WriteOutcome[]>>> InTurn(Func<Task<List<Task<WriteOutcome[]>>>> queue)
    {
        lock (turn)
        {
            var queued = After(lastQueued, queue);
            lastQueued = queued;
            return queued;
        }

        static async Task<List<Task<WriteOutcome[]>>> After(Task before, Func<Task<List<Task<WriteOutcome[]>>>> queue)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await queue().ConfigureAwait(false);
        }
    }

    private async Task<List<Task<WriteOutcome[]>>> Queue(Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel)
    {
        var size = priority == WritePriority.Interactive ? InteractivePiece : BulkPiece;
        if (writes.Count <= size) return [WritePiece(access, await AddTypes(preparation.Prepare(writes), cancel).ConfigureAwait(false), priority, cancel)];
        var preparing = new Queue<Task<PreparedWrite[]>>();
        var writing = new List<Task<WriteOutcome[]>>();
        foreach (var piece in writes.Chunk(size))
        {
            if (preparing.Count > Environment.ProcessorCount) await WriteNext().ConfigureAwait(false);
            preparing.Enqueue(Task.Run(() => preparation.Prepare(piece), cancel));
        }
        while (preparing.Count > 0) await WriteNext().ConfigureAwait(false);
        return writing;

        async Task WriteNext()
        {
            var piece = await AddTypes(await preparing.Dequeue().ConfigureAwait(false), cancel).ConfigureAwait(false);
            writing.Add(WritePiece(access, piece, priority, cancel));
        }
    }

    /// <summary>Writes all or none, as one transaction of FHIR.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAtomic(Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel)
    {
        var prepared = await AddTypes(preparation.Prepare(writes), cancel).ConfigureAwait(false);
        try
        {
            return Disclose(access, await Run(
                connection =>
                {
                    var outcomes = transactions.Write(connection, access, prepared);
                    return Array.TrueForAll(outcomes, outcome => outcome.Succeeded) ? outcomes : throw new UndoneException(outcomes);
                },
                priority,
                cancel).ConfigureAwait(false));
        }
        catch (UndoneException undone)
        {
            return Array.ConvertAll(undone.Outcomes, outcome => outcome.Succeeded ? Undo(outcome) : outcome);
        }
    }

    // What is only made in the transaction may refer to a type that the store has not seen: it is added, and the work done again.
    private async Task<WriteOutcome[]> Run(Func<DatabaseConnection, WriteOutcome[]> work, WritePriority priority, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await database.Writer.Run(Whole, priority, cancel).ConfigureAwait(false);
            }
            catch (NewTypesException needed)
            {
                foreach (var type in needed.Types) await AddType(type, cancel).ConfigureAwait(false);
            }
        }

        WriteOutcome[] Whole(DatabaseConnection connection)
        {
            var outcomes = work(connection);
            resources.Finish(connection);
            return outcomes;
        }
    }

    private async Task<WriteOutcome[]> WritePiece(Access access, PreparedWrite[] piece, WritePriority priority, CancellationToken cancel)
    {
        try
        {
            return await Run(connection => Array.ConvertAll(piece, write => resources.Write(connection, access, write)), priority, cancel).ConfigureAwait(false);
        }
        catch (DatabaseException exception) when (piece.Length > 1 && !exception.IsOfDisk)
        {
            // One of them the engine does not take: each alone, so that the others are written.
            var outcomes = new List<WriteOutcome>();
            foreach (var write in piece) outcomes.AddRange(await WriteAlone(access, write, priority, cancel).ConfigureAwait(false));
            return [.. outcomes];
        }
    }

    private async Task<WriteOutcome[]> WriteAlone(Access access, PreparedWrite write, WritePriority priority, CancellationToken cancel)
    {
        try
        {
            return await WritePiece(access, [write], priority, cancel).ConfigureAwait(false);
        }
        catch (DatabaseException exception) when (!exception.IsOfDisk)
        {
            var issue = new Issue(IssueSeverity.Error, IssueType.Exception, write.Write.Type, "The database did not take the resource: " + exception.Message);
            return [new WriteOutcome(WriteStatus.Refused, write.Write.Type, write.Id, 0, default) { Issue = issue }];
        }
    }

    /// <summary>Writes the index rows of a stored resource anew; runs on the writer's thread.</summary>
    public void Rewrite(DatabaseConnection connection, StoredBody stored) => resources.Rewrite(connection, stored);

    // Types get their numbers in operations of their own, committed before any resource uses them.
    public async Task<PreparedWrite[]> AddTypes(PreparedWrite[] writes, CancellationToken cancel)
    {
        foreach (var type in vocabulary.NewTypes(writes)) await AddType(type, cancel).ConfigureAwait(false);
        return writes;
    }

    private async Task AddType(string type, CancellationToken cancel)
    {
        var id = await database.Writer.Run(connection => vocabulary.Add(connection, type), WritePriority.Interactive, cancel).ConfigureAwait(false);
        using var lease = database.Readers.Rent();
        vocabulary.Publish(lease.Connection, type, id);
    }

    // Only what is committed: the number of a patient whom an undone transaction brought may be another's next.
    private static IReadOnlyList<WriteOutcome> Disclose(Access access, IReadOnlyList<WriteOutcome> outcomes)
    {
        if (access.Disclosures is not { } disclosures) return outcomes;
        foreach (var outcome in outcomes)
            foreach (var patient in outcome.Concerned) disclosures.Add(patient);
        return outcomes;
    }

    private static WriteOutcome Undo(WriteOutcome outcome) => outcome with
    {
        Status = WriteStatus.Refused,
        Version = 0,
        IsUndone = true,
        Body = default,
        Issue = new Issue(IssueSeverity.Error, IssueType.Processing, outcome.Type, "Not written, because another write of the same transaction was refused."),
    };

    private sealed class UndoneException(WriteOutcome[] outcomes) : Exception
    {
        public WriteOutcome[] Outcomes { get; } = outcomes;
    }
}

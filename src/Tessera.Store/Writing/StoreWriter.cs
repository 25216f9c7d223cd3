using Tessera.Database;
using Tessera.Fhir;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Brings prepared writes to the writer's thread in pieces: short ones for who waits, longer ones for bulk work.</summary>
internal sealed class StoreWriter(SqliteDatabase database, Vocabulary vocabulary, ResourceWriter resources, WritePreparation preparation)
{
    private const int InteractivePiece = 16;
    private const int BulkPiece = 64;

    /// <summary>Writes each on its own.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Write(Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel)
    {
        var prepared = preparation.Prepare(writes, cancel);
        await AddTypes(prepared, cancel).ConfigureAwait(false);
        var size = priority == WritePriority.Interactive ? InteractivePiece : BulkPiece;
        var pieces = prepared.Chunk(size).Select(piece => WritePiece(access, piece, priority, cancel)).ToArray();
        var outcomes = await Task.WhenAll(pieces).ConfigureAwait(false);
        return outcomes is [var only] ? only : [.. outcomes.SelectMany(piece => piece)];
    }

    /// <summary>Writes all or none.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAtomic(Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel)
    {
        var prepared = preparation.Prepare(writes, cancel);
        await AddTypes(prepared, cancel).ConfigureAwait(false);
        try
        {
            return await database.Writer.Run(
                connection =>
                {
                    var outcomes = Array.ConvertAll(prepared, write => resources.Write(connection, access, write));
                    return Array.TrueForAll(outcomes, outcome => outcome.Succeeded) ? outcomes : throw new UndoneException(outcomes);
                },
                priority,
                cancel).ConfigureAwait(false);
        }
        catch (UndoneException undone)
        {
            return Array.ConvertAll(undone.Outcomes, outcome => outcome.Succeeded ? Undo(outcome) : outcome);
        }
    }

    private async Task<WriteOutcome[]> WritePiece(Access access, PreparedWrite[] piece, WritePriority priority, CancellationToken cancel)
    {
        try
        {
            return await database.Writer.Run(connection => Array.ConvertAll(piece, write => resources.Write(connection, access, write)), priority, cancel).ConfigureAwait(false);
        }
        catch (DatabaseException) when (piece.Length > 1)
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
        catch (DatabaseException exception)
        {
            var issue = new Issue(IssueSeverity.Error, IssueType.Exception, write.Write.Type, "The database did not take the resource: " + exception.Message);
            return [new WriteOutcome(WriteStatus.Refused, write.Write.Type, write.Id, 0, default) { Issue = issue }];
        }
    }

    // Types get their numbers in operations of their own, committed before any resource uses them.
    private async Task AddTypes(PreparedWrite[] writes, CancellationToken cancel)
    {
        foreach (var type in NewTypes(writes))
        {
            var id = await database.Writer.Run(connection => vocabulary.Add(connection, type), WritePriority.Interactive, cancel).ConfigureAwait(false);
            using var lease = database.Readers.Rent();
            vocabulary.Publish(lease.Connection, type, id);
        }
    }

    private HashSet<string> NewTypes(PreparedWrite[] writes)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (write.Entries is null) continue;
            if (!vocabulary.Has(write.Write.Type)) types.Add(write.Write.Type);
            foreach (var reference in write.Entries.References)
                if (reference.Type.Length > 0 && !vocabulary.Has(reference.Type)) types.Add(reference.Type);
        }
        return types;
    }

    private static WriteOutcome Undo(WriteOutcome outcome) => outcome with
    {
        Status = WriteStatus.Refused,
        Version = 0,
        Issue = new Issue(IssueSeverity.Error, IssueType.Processing, outcome.Type, "Not written, because another write of the same transaction was refused."),
    };

    private sealed class UndoneException(WriteOutcome[] outcomes) : Exception
    {
        public WriteOutcome[] Outcomes { get; } = outcomes;
    }
}

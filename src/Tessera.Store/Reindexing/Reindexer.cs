using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store.Schema;
using Tessera.Store.Writing;

namespace Tessera.Store.Reindexing;

/// <summary>Writes the index rows of resources anew, piece by piece between other work. What others write meanwhile is right already.</summary>
internal sealed class Reindexer(SqliteDatabase database, Vocabulary vocabulary, StoreWriter writer, WritePreparation preparation) : IDisposable
{
    private const int Piece = 64;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Does what there is to do; one at a time.</summary>
    /// <returns>How many resources were indexed anew since the reindex began, be it in an earlier run.</returns>
    public async Task<long> Run(bool everything, IProgress<long>? progress, CancellationToken cancel)
    {
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var state = await database.Writer.Run(connection => ReindexState.Begin(connection, vocabulary, everything), WritePriority.Bulk, cancel).ConfigureAwait(false);
            return state is null ? 0 : await Run(state, progress, cancel).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<long> Run(ReindexState state, IProgress<long>? progress, CancellationToken cancel)
    {
        var types = vocabulary.OutdatedTypes;
        IReadOnlySet<string>? only = state.Everything ? null : types;
        var next = Task.Run(() => Read(state.Watermark, only), cancel);
        while (await next.ConfigureAwait(false) is { Count: > 0 } piece)
        {
            var last = piece[^1].Rid;
            // While one piece is written, the next is read and worked out.
            next = Task.Run(() => Read(last, only), cancel);
            state = await Write(state, piece, only, cancel).ConfigureAwait(false);
            progress?.Report(state.Done);
        }
        await Finish(state, only, cancel).ConfigureAwait(false);
        return state.Done;
    }

    private List<StoredBody> Read(long after, IReadOnlySet<string>? only)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select rid, type, id, version, body, checksum from resource where rid > ?1 and deleted = 0 order by rid", after);
        var piece = new List<StoredBody>(Piece);
        while (piece.Count < Piece && rows.Step())
        {
            var type = vocabulary.TypeName(rows.Long(1));
            if (only?.Contains(type) == false) continue;
            var document = FhirDocument.Parse(BodyChecksum.Read(rows, 4, rows.Long(0), rows.Long(3)), preparation.Definitions.Names);
            piece.Add(new StoredBody(rows.Long(0), rows.Long(3), preparation.Index(type, rows.Text(2), document)));
        }
        return piece;
    }

    private async Task<ReindexState> Write(ReindexState state, List<StoredBody> piece, IReadOnlySet<string>? only, CancellationToken cancel)
    {
        await writer.AddTypes([.. piece.Select(stored => stored.Index)], cancel).ConfigureAwait(false);
        return await database.Writer.Run(
            connection =>
            {
                if (state.Everything) DeleteOrphans(connection, state.Watermark, piece[^1].Rid);
                foreach (var stored in There(connection, state.Watermark, piece[^1].Rid, piece, only)) writer.Rewrite(connection, stored);
                return state.Advance(connection, piece[^1].Rid, piece.Count);
            },
            WritePriority.Bulk,
            cancel).ConfigureAwait(false);
    }

    /// <summary>What is there in the range of a piece when it is written: also what came or came back since the piece was read.</summary>
    private List<StoredBody> There(DatabaseConnection connection, long after, long last, List<StoredBody> piece, IReadOnlySet<string>? only)
    {
        var read = piece.ToDictionary(stored => stored.Rid);
        var there = new List<StoredBody>(piece.Count);
        using var rows = connection.Query("select rid, type, id from resource where rid > ?1 and rid <= ?2 and deleted = 0", after, last);
        while (rows.Step())
        {
            var type = vocabulary.TypeName(rows.Long(1));
            if (read.TryGetValue(rows.Long(0), out var stored)) there.Add(stored);
            else if (only?.Contains(type) != false) there.Add(new StoredBody(rows.Long(0), 0, new PreparedWrite(new ResourceWrite(WriteKind.Upsert, type, rows.Text(2), null), rows.Text(2))));
        }
        return there;
    }

    private async Task Finish(ReindexState state, IReadOnlySet<string>? only, CancellationToken cancel)
    {
        await database.Writer.Run(
            connection =>
            {
                if (state.Everything) DeleteOrphans(connection, state.Watermark, long.MaxValue);
                foreach (var stored in There(connection, state.Watermark, long.MaxValue, [], only)) writer.Rewrite(connection, stored);
                vocabulary.Complete(connection, only);
                connection.Execute("delete from reindex");
                return true;
            },
            WritePriority.Bulk,
            cancel).ConfigureAwait(false);
        vocabulary.Completed(only);
    }

    // Rows of resources that do not exist any more: there are none unless something went wrong, which is when one indexes everything anew.
    private static void DeleteOrphans(DatabaseConnection connection, long after, long last)
    {
        foreach (var table in IndexWriter.TableNames)
        {
            connection.Execute(
                $"delete from {table} where rid > ?1 and rid <= ?2 and not exists (select 1 from resource r where r.rid = {table}.rid and r.deleted = 0)", after, last);
        }
    }
}

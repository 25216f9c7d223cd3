using System.Security.Cryptography;
using System.Text;
using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store.Reindexing;

/// <summary>How far a reindex has come: a row that changes in the transactions that write the indexes, so that it can go on after anything.</summary>
/// <param name="Everything">Whether all types are indexed anew, or only those with a parameter whose rows are outdated.</param>
/// <param name="Watermark">Number of the last resource that was dealt with.</param>
/// <param name="Done">How many were.</param>
internal sealed record ReindexState(bool Everything, long Watermark, long Done)
{
    /// <summary>Begins a reindex, or goes on with the one under way; null when there is nothing to do.</summary>
    public static ReindexState? Begin(DatabaseConnection connection, Vocabulary vocabulary, bool everything)
    {
        var parameters = Fingerprint(vocabulary);
        // Meanwhile the definitions may have changed again, or more is asked for: then from the start.
        if (Read(connection, parameters) is { } underWay && (underWay.Everything || !everything)) return underWay;
        connection.Execute("delete from reindex");
        if (!everything && vocabulary.OutdatedTypes.Count == 0) return null;
        connection.Execute("insert into reindex(id, parameters, everything, watermark, done) values (1, ?1, ?2, 0, 0)", parameters, everything);
        return new ReindexState(everything, 0, 0);
    }

    public ReindexState Advance(DatabaseConnection connection, long watermark, int count)
    {
        var next = this with { Watermark = watermark, Done = Done + count };
        connection.Execute("update reindex set watermark = ?1, done = ?2 where id = 1", next.Watermark, next.Done);
        return next;
    }

    private static ReindexState? Read(DatabaseConnection connection, string parameters)
    {
        using var row = connection.Query("select everything, watermark, done from reindex where id = 1 and parameters = ?1", parameters);
        return row.Step() ? new ReindexState(row.Long(0) != 0, row.Long(1), row.Long(2)) : null;
    }

    // What is kept in the indexes: the parameters of all types that the store has, with what each reads.
    private static string Fingerprint(Vocabulary vocabulary)
    {
        var text = new StringBuilder();
        foreach (var parameter in vocabulary.Parameters.OrderBy(parameter => parameter.ToString(), StringComparer.Ordinal)) text.Append(parameter).Append('=').Append(parameter.Expression).Append('=').Append(parameter.Union).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}

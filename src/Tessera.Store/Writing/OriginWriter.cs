using Tessera.Database;

namespace Tessera.Store.Writing;

/// <summary>Writes where a resource came from; what the origins of an import share is written once.</summary>
internal sealed class OriginWriter(Interner interner)
{
    /// <summary>Writes the origins of a resource that has none.</summary>
    public void Insert(DatabaseConnection connection, long rid, IReadOnlyList<Origin> origins)
    {
        for (var i = 0; i < origins.Count; i++)
        {
            connection.Execute(
                "insert into origin(rid, ordinal, batch, source_row, path, correction, record_key) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                rid, i, interner.OriginBatch(connection, origins[i]), origins[i].Row, interner.OriginPath(connection, origins[i].Path), origins[i].Correction, origins[i].RecordKey);
        }
    }

    public void Replace(DatabaseConnection connection, long rid, IReadOnlyList<Origin> origins)
    {
        connection.Execute("delete from origin where rid = ?1", rid);
        Insert(connection, rid, origins);
    }

    /// <summary>Replaces the origins when they say something else, whatever the time; most often they do not, and nothing is written.</summary>
    public void Renew(DatabaseConnection connection, long rid, IReadOnlyList<Origin> origins)
    {
        if (!AreKept(connection, rid, origins)) Replace(connection, rid, origins);
    }

    private bool AreKept(DatabaseConnection connection, long rid, IReadOnlyList<Origin> origins)
    {
        using var rows = connection.Query(
            "select b.source, b.file, b.mapping, o.source_row, o.path, o.correction, o.record_key from origin o cross join origin_batch b on b.id = o.batch where o.rid = ?1 order by o.ordinal", rid);
        foreach (var origin in origins)
        {
            if (!rows.Step() || rows.Text(0) != origin.Source || rows.Text(1) != origin.File || rows.Text(2) != origin.Mapping
                || rows.LongOrNull(3) != origin.Row || rows.LongOrNull(4) != interner.OriginPath(connection, origin.Path)
                || rows.LongOrNull(5) != origin.Correction || rows.LongOrNull(6) != origin.RecordKey) return false;
        }

        return !rows.Step();
    }
}

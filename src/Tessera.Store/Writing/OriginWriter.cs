using Tessera.Database;

namespace Tessera.Store.Writing;

/// <summary>Writes where a resource came from; what the origins of an import share is written once.</summary>
internal static class OriginWriter
{
    public static void Replace(DatabaseConnection connection, long rid, IReadOnlyList<Origin> origins)
    {
        connection.Execute("delete from origin where rid = ?1", rid);
        for (var i = 0; i < origins.Count; i++)
        {
            connection.Execute(
                "insert into origin(rid, ordinal, batch, source_row, path) values (?1, ?2, ?3, ?4, ?5)",
                rid, i, Batch(connection, origins[i]), origins[i].Row, origins[i].Path);
        }
    }

    /// <summary>Replaces the origins when they say something else, whatever the time; most often they do not, and nothing is written.</summary>
    public static void Renew(DatabaseConnection connection, long rid, IReadOnlyList<Origin> origins)
    {
        if (!AreKept(connection, rid, origins)) Replace(connection, rid, origins);
    }

    private static bool AreKept(DatabaseConnection connection, long rid, IReadOnlyList<Origin> origins)
    {
        using var rows = connection.Query(
            "select b.source, b.file, b.mapping, o.source_row, o.path from origin o cross join origin_batch b on b.id = o.batch where o.rid = ?1 order by o.ordinal", rid);
        foreach (var origin in origins)
        {
            if (!rows.Step() || rows.Text(0) != origin.Source || rows.Text(1) != origin.File || rows.Text(2) != origin.Mapping
                || rows.LongOrNull(3) != origin.Row || rows.TextOrNull(4) != origin.Path) return false;
        }

        return !rows.Step();
    }

    private static long Batch(DatabaseConnection connection, Origin origin)
    {
        var imported = origin.ImportedAt.ToUnixTimeMilliseconds();
        var known = connection.Long(
            "select id from origin_batch where source = ?1 and file = ?2 and mapping = ?3 and imported = ?4", origin.Source, origin.File, origin.Mapping, imported);
        if (known is { } id) return id;
        connection.Execute("insert into origin_batch(source, file, mapping, imported) values (?1, ?2, ?3, ?4)", origin.Source, origin.File, origin.Mapping, imported);
        return connection.LastInsertRowId;
    }
}

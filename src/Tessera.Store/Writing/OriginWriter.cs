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

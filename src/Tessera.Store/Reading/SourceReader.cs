using Tessera.Database;

namespace Tessera.Store.Reading;

/// <summary>Reads which current resources a source gave, and what refers to them.</summary>
internal static class SourceReader
{
    /// <summary>Whether the source gave anything before a time.</summary>
    public static bool GaveBefore(DatabaseConnection connection, string source, DateTimeOffset time) =>
        connection.Long("select 1 from origin_batch where source = ?1 and imported < ?2 limit 1", source, time.ToUnixTimeMilliseconds()) is not null;

    /// <summary>The next resources of a source in the order of their numbers.</summary>
    /// <returns>The number of the last one that was looked at; null at the end.</returns>
    public static long? Read(DatabaseConnection connection, string source, long after, int count, List<SourceResource> found)
    {
        using var rows = connection.Query(
            """
            select o.rid, b.source, t.name, r.id, b.file, o.source_row, r.deleted, b.mapping, o.record_key
            from origin o cross join origin_batch b on b.id = o.batch cross join resource r on r.rid = o.rid cross join resource_type t on t.id = r.type
            where o.rid > ?1 and o.ordinal = 0 order by o.rid limit ?2
            """,
            after, count);
        long? last = null;
        while (rows.Step())
        {
            last = rows.Long(0);
            if (rows.Long(6) == 0 && rows.Text(1) == source) found.Add(new SourceResource(rows.Text(2), rows.Text(3), rows.Text(4), (int?)rows.LongOrNull(5)) { Mapping = rows.Text(7), RecordKey = rows.LongOrNull(8) });
        }

        return last;
    }

    /// <summary>The current resources that refer to one.</summary>
    public static IReadOnlyList<(string Type, string Id)> ReferringTo(DatabaseConnection connection, long type, string id)
    {
        using var rows = connection.Query(
            """
            select distinct t.name, r.id
            from resource_id target cross join index_reference i on i.target = target.rid cross join resource r on r.rid = i.rid cross join resource_type t on t.id = r.type
            where target.type = ?1 and target.id = ?2 and r.deleted = 0 and r.rid <> target.rid
            """,
            type, id);
        var found = new List<(string, string)>();
        while (rows.Step()) found.Add((rows.Text(0), rows.Text(1)));
        return found;
    }
}

using Tessera.Database;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Reading;

/// <summary>Reads versions and changes in the order of their commits.</summary>
internal sealed class HistoryReader(Vocabulary vocabulary, AccessRules rules)
{
    /// <summary>Versions, newest first. A version is visible when the resource is, as it is now, and its own patient is.</summary>
    public HistoryPage Read(DatabaseConnection connection, Access access, HistoryRange range)
    {
        var compiled = rules.Compile(access, connection);
        var sql = new SqlText().Add("select c.seq, r.type, r.id, c.version, c.updated, c.deleted, c.rid, iif(h.rid is null, r.patient, h.patient), iif(h.rid is null, r.body, h.body), iif(h.rid is null, r.checksum, h.checksum), not exists(select 1 from resource_history p where p.rid = c.rid and p.version = c.version - 1 and p.deleted = 0) from change c cross join resource r on r.rid = c.rid");
        sql.Add(" left join resource_history h on h.rid = c.rid and h.version = c.version where 1");
        if (!TryPrintScope(connection, sql, range)) return new HistoryPage([], null);
        if (range.Since is { } since) sql.Add(" and c.updated >= ").Bind(since.ToUnixTimeMilliseconds());
        if (range.Before is { } before) sql.Add(" and c.seq < ").Bind(before);
        compiled.Print(sql, "r");
        PrintOwnPatient(compiled, sql);
        sql.Add(" order by c.seq desc limit ").Bind(range.Count + 1L);
        return Page(connection, access, sql, range.Count);
    }

    /// <summary>Changes after a given one, oldest first.</summary>
    public IReadOnlyList<StoreChange> Changes(DatabaseConnection connection, Access access, long after, int count)
    {
        var sql = new SqlText().Add("select c.seq, r.type, r.id, c.version, c.deleted, c.updated from change c cross join resource r on r.rid = c.rid where c.seq > ").Bind(after);
        rules.Compile(access, connection).Print(sql, "r");
        sql.Add(" order by c.seq limit ").Bind((long)count);
        using var rows = sql.Query(connection);
        var changes = new List<StoreChange>();
        while (rows.Step())
        {
            changes.Add(new StoreChange(
                rows.Long(0), vocabulary.TypeName(rows.Long(1)), rows.Text(2), rows.Long(3), rows.Long(4) != 0, DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(5))));
        }
        return changes;
    }

    private bool TryPrintScope(DatabaseConnection connection, SqlText sql, HistoryRange range)
    {
        if (range.Type is null) return true;
        var type = vocabulary.Type(range.Type);
        if (range.Id is null)
        {
            sql.Add(" and c.type = ").Bind(type);
            return type != 0;
        }
        if (connection.Long("select rid from resource_id where type = ?1 and id = ?2", type, range.Id) is not { } rid) return false;
        sql.Add(" and c.rid = ").Bind(rid);
        return true;
    }

    private static void PrintOwnPatient(CompiledAccess compiled, SqlText sql)
    {
        if (compiled.Patients is null) return;
        sql.Add(" and (h.rid is null or (1");
        compiled.PrintPatient(sql, "h", "r.type");
        sql.Add("))");
    }

    private HistoryPage Page(DatabaseConnection connection, Access access, SqlText sql, int count)
    {
        using var rows = sql.Query(connection);
        var versions = new List<StoredResource>();
        var last = 0L;
        while (rows.Step())
        {
            if (versions.Count == count) return new HistoryPage(versions, last);
            last = rows.Long(0);
            var deleted = rows.Long(5) != 0;
            var (version, rid) = (rows.Long(3), rows.Long(6));
            access.Concerns(connection, rid, rows.LongOrNull(7));
            var body = deleted ? default(ReadOnlyMemory<byte>) : BodyChecksum.Read(rows, 8, rid, version);
            versions.Add(new StoredResource(vocabulary.TypeName(rows.Long(1)), rows.Text(2), version, DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(4)), deleted, body) { Created = !deleted && rows.Long(10) != 0 });
        }
        return new HistoryPage(versions, null);
    }
}

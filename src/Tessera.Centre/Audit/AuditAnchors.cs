using Tessera.Database;
using Tessera.Database.AppendLogs;

namespace Tessera.Centre.Audit;

/// <summary>Heads of the audit, written down in the store, the last one of each file: an audit that was cut off or written anew does not lead there.</summary>
internal static class AuditAnchors
{
    public static void Write(DatabaseConnection connection, LogHead head, DateTimeOffset time) => connection.Execute(
        "insert into audit_anchor(segment, offset, chain, time) values (?1, ?2, ?3, ?4) on conflict(segment) do update set offset = excluded.offset, chain = excluded.chain, time = excluded.time",
        head.Place.Segment, (long)head.Place.Offset, head.Chain.ToArray(), time.ToUnixTimeMilliseconds());

    public static IReadOnlyList<LogHead> Read(DatabaseConnection connection)
    {
        var heads = new List<LogHead>();
        using var rows = connection.Query("select segment, offset, chain from audit_anchor order by segment");
        while (rows.Step()) heads.Add(new LogHead(new LogPlace(rows.Long(0), (int)rows.Long(1)), rows.Bytes(2)));
        return heads;
    }
}

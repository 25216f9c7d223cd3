using Tessera.Database;

namespace Tessera.Store.Verifying;

/// <summary>What has to hold between the rows of a store, each as the search for rows that break it: the number of the resource and the version.</summary>
internal static class RowChecks
{
    private static readonly (VerifyKind Kind, string Message, string Sql)[] Checks =
    [
        (VerifyKind.Version, "Versions are missing or too many.", """
            select r.rid, r.version from main.resource r left join main.resource_history h on h.rid = r.rid
            group by r.rid having count(h.version) <> r.version - 1 or coalesce(min(h.version), 1) <> 1 or coalesce(max(h.version), 0) <> r.version - 1
            """),
        (VerifyKind.Version, "An old version has no resource.", """
            select h.rid, h.version from main.resource_history h left join main.resource r on r.rid = h.rid where r.rid is null
            """),
        (VerifyKind.Version, "The resource has no number, or that of another.", """
            select r.rid, r.version from main.resource r left join main.resource_id i on i.rid = r.rid where i.rid is null or i.type <> r.type or i.id <> r.id
            """),
        (VerifyKind.Version, "A deleted resource still has content.", """
            select rid, version from main.resource where deleted <> 0 and (body is not null or hash is not null or indexes <> 0)
            """),
        (VerifyKind.Change, "The feed of changes lacks the version, or tells it otherwise.", """
            select r.rid, r.version from main.resource r left join main.change c on c.rid = r.rid and c.version = r.version
            where c.seq is null or c.type <> r.type or c.deleted <> r.deleted or c.updated <> r.updated
            """),
        (VerifyKind.Change, "The feed of changes lacks an old version, or tells it otherwise.", """
            select h.rid, h.version from main.resource_history h left join main.change c on c.rid = h.rid and c.version = h.version
            where c.seq is null or c.deleted <> h.deleted or c.updated <> h.updated
            """),
        (VerifyKind.Change, "The feed of changes tells a version that is not there, or one twice.", """
            select c.rid, c.version from main.change c left join main.resource r on r.rid = c.rid
            group by c.rid, c.version having count(*) > 1 or r.rid is null or c.version > r.version
            """),
        (VerifyKind.Change, "The feed of changes goes back in time.", """
            select b.rid, b.version from main.change a join main.change b on b.seq = a.seq + 1 where b.updated < a.updated
            """),
        (VerifyKind.Change, "The feed of changes has a gap before this version.", """
            select b.rid, b.version from main.change b where not exists (select 1 from main.change a where a.seq = b.seq - 1) and b.seq > (select min(seq) from main.change)
            """),
        (VerifyKind.Patient, "It is listed for patients although it is not about several.", """
            select distinct c.rid, null from main.compartment c left join main.resource r on r.rid = c.rid where r.patient is not -1
            """),
    ];

    public static void Run(DatabaseConnection connection, FindingList findings)
    {
        foreach (var (kind, message, sql) in Checks)
        {
            using var rows = connection.Query(sql);
            while (rows.Step()) findings.Add(kind, rows.Long(0), message, rows.LongOrNull(1));
        }
    }
}

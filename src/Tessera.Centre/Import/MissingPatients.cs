using Tessera.Database;

namespace Tessera.Centre.Import;

/// <summary>Tells of patients that records refer to and that are nowhere. Rows of tables without their patient are quarantined; resources of other
/// systems are kept, since their patient may come with another export, but nobody must have to find out by chance.</summary>
internal static class MissingPatients
{
    private const string Missing = """
        from (select distinct patient from resource where deleted = 0 and patient > 0) p
        where not exists (select 1 from resource r where r.rid = p.patient and r.deleted = 0)
        """;

    /// <summary>What is to be told, without patient data; null when nobody is missing.</summary>
    /// <param name="database">The store.</param>
    /// <param name="source">The source, for an example.</param>
    public static string? Note(SqliteDatabase database, string source)
    {
        using var lease = database.Readers.Rent();
        if (lease.Connection.Long($"select count(*) {Missing}") is not (> 0 and var count)) return null;
        using var rows = lease.Connection.Query($"""
            select b.file, o.source_row from (select p.patient {Missing}) m cross join resource x on x.patient = m.patient and x.deleted = 0
            cross join origin o on o.rid = x.rid cross join origin_batch b on b.id = o.batch where b.source = ?1 limit 1
            """, source);
        if (!rows.Step()) return null;
        var place = rows.LongOrNull(1) is { } row ? $"{rows.Text(0)}:{row}" : rows.Text(0);
        return $"{count} {(count == 1 ? "patient is" : "patients are")} referred to and not in the store, such as that of {place}: the records are kept, and no list of patients has them. Bring the Patient resources along";
    }
}

using Tessera.Database;

namespace Tessera.Centre.Vanishing;

/// <summary>The resources whose record their source no longer has, until it has it again.</summary>
public sealed class VanishedRecords
{
    private const string Columns = "type, id, source, file, record, since, run, action";
    private readonly SqliteDatabase database;

    internal VanishedRecords(SqliteDatabase database) => this.database = database;

    /// <summary>How many there are.</summary>
    public long Count()
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Long("select count(*) from vanished") ?? 0;
    }

    /// <summary>Some of them, in an order that stays.</summary>
    /// <param name="source">Only those of this source, or null for all.</param>
    /// <param name="skip">How many to leave out at the start.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<VanishedResource> List(string? source, int skip, int count)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query(
            $"select {Columns} from vanished where ?1 is null or source = ?1 order by type, id limit ?2 offset ?3", source, (long)count, (long)skip);
        var found = new List<VanishedResource>();
        while (rows.Step()) found.Add(Read(rows));
        return found;
    }

    /// <summary>What is known of one resource, or null.</summary>
    public VanishedResource? Find(string type, string id)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query($"select {Columns} from vanished where type = ?1 and id = ?2", type, id);
        return rows.Step() ? Read(rows) : null;
    }

    internal static void Put(DatabaseConnection connection, VanishedResource resource) => connection.Execute(
        "insert into vanished(type, id, source, file, record, since, run, action) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict(type, id) do update set action = excluded.action",
        resource.Type, resource.Id, resource.Source, resource.File, resource.Row, resource.Since.ToUnixTimeMilliseconds(), resource.Run, resource.Action.ToString());

    internal static void Remove(DatabaseConnection connection, string type, string id) => connection.Execute("delete from vanished where type = ?1 and id = ?2", type, id);

    private static VanishedResource Read(Statement row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Text(3), (int?)row.LongOrNull(4), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(5)), row.Long(6), Enum.Parse<VanishedRule>(row.Text(7)));
}

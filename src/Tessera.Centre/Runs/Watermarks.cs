using Tessera.Database;

namespace Tessera.Centre.Runs;

/// <summary>How far each source has been read that has an order of its own. A watermark moves in the transaction that ends a whole run, and never
/// past a record in quarantine: docs/adr/0017-the-watermark-waits-for-the-quarantine.md</summary>
public sealed class Watermarks
{
    private readonly SqliteDatabase database;

    internal Watermarks(SqliteDatabase database) => this.database = database;

    /// <summary>The mark of a source, or null: everything is read.</summary>
    public string? Find(string source)
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Text("select mark from watermark where source = ?1", source);
    }

    internal static string? Find(DatabaseConnection connection, string source) => connection.Text("select mark from watermark where source = ?1", source);

    internal static void Put(DatabaseConnection connection, string source, string mark, long run) => connection.Execute(
        "insert into watermark(source, mark, run) values (?1, ?2, ?3) on conflict(source) do update set mark = excluded.mark, run = excluded.run where mark <> excluded.mark",
        source, mark, run);
}

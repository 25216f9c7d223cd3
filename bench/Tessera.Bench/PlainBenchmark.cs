using System.Diagnostics;
using Tessera.Database;

namespace Tessera.Bench;

/// <summary>What SQLite does without a store around it: one table of bodies and one of index rows, filled in batches of 1,000.</summary>
public static class PlainBenchmark
{
    public const int BodyLength = 2_000;
    private const int IndexRows = 11;
    private const int Batch = 1_000;

    private static readonly MigrationSet Schema = new("plain", new Migration(1, "plain", """
        create table body(id integer primary key, bytes blob not null);
        create table entry(rid integer not null, param integer not null, value integer not null, updated integer not null, primary key(rid, param, value)) without rowid;
        create index entry_value on entry(param, value, updated, rid);
        """));

    /// <summary>Prints its rates and returns the processor time of one body with its index rows.</summary>
    public static async Task<TimeSpan> Run(string path, int rows)
    {
        await using var database = await SqliteDatabase.Open(new StoreAddress(path), Schema, TimeProvider.System, default);
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var first = 0; first < rows; first += Batch)
        {
            var from = first;
            await database.Writer.Run(connection => Insert(connection, from), WritePriority.Bulk, default);
        }
        Report.Figure($"plain SQLite, a body and {IndexRows} index rows each", rows / Stopwatch.GetElapsedTime(started).TotalSeconds, "rows/s");
        var cost = (Environment.CpuUsage.TotalTime - before) / rows;
        Report.Figure("plain SQLite, select by key", Clock.BestPerSecond(() => Select(database, rows), rounds: 2), "selects/s");
        return cost;
    }

    private static int Insert(DatabaseConnection connection, int first)
    {
        var bytes = new byte[BodyLength];
        using var body = connection.Prepare("insert into body(id, bytes) values (?1, ?2)");
        using var entry = connection.Prepare("insert into entry(rid, param, value, updated) values (?1, ?2, ?3, ?4)");
        for (var id = first; id < first + Batch; id++)
        {
            body.Bind(1, id);
            body.BindBytes(2, bytes);
            body.Run();
            for (var row = 0; row < IndexRows; row++)
            {
                entry.Bind(1, id);
                entry.Bind(2, row);
                entry.Bind(3, id % 200);
                entry.Bind(4, first);
                entry.Run();
            }
        }
        return Batch;
    }

    private static int Select(SqliteDatabase database, int rows)
    {
        using var lease = database.Readers.Rent();
        using var select = lease.Connection.Prepare("select bytes from body where id = ?1");
        var random = new Random(1);
        for (var i = 0; i < Batch; i++)
        {
            select.Bind(1, random.Next(rows));
            if (select.Step()) _ = select.Bytes(0);
            select.Reset();
        }
        return Batch;
    }
}

using System.Text.Json;
using Tessera.Database;

namespace Tessera.Centre.Quarantine;

/// <summary>The quarantine: source records that could not be taken over, until they become good.</summary>
public sealed class QuarantineRecords
{
    private readonly SqliteDatabase database;

    internal QuarantineRecords(SqliteDatabase database) => this.database = database;

    /// <summary>How many records are quarantined.</summary>
    public long Count()
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Long("select count(*) from quarantine") ?? 0;
    }

    /// <summary>The reasons, most frequent first.</summary>
    public IReadOnlyList<QuarantineCause> Causes()
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select cause, count(*), min(since) from quarantine group by cause order by 2 desc, 1");
        var causes = new List<QuarantineCause>();
        while (rows.Step()) causes.Add(new QuarantineCause(rows.Text(0), rows.Long(1), At(rows.Long(2))));
        return causes;
    }

    /// <summary>Records in the order of source, file and row.</summary>
    /// <param name="cause">Only those with this reason, or null for all.</param>
    /// <param name="skip">How many to leave out at the start.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<QuarantinedRecord> List(string? cause, int skip, int count)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("""
            select source, file, record, since, run, problems, cells, mark, correction from quarantine where ?1 is null or cause = ?1
            order by source, file, record limit ?2 offset ?3
            """, cause, (long)count, (long)skip);
        var records = new List<QuarantinedRecord>();
        while (rows.Step()) records.Add(Read(rows));
        return records;
    }

    /// <summary>One record, or null when it is not quarantined.</summary>
    public QuarantinedRecord? Find(string source, string file, int row)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query(
            "select source, file, record, since, run, problems, cells, mark, correction from quarantine where source = ?1 and file = ?2 and record = ?3", source, file, (long)row);
        return rows.Step() ? Read(rows) : null;
    }

    /// <summary>Puts records in, or renews why they are there. When each was first seen is kept.</summary>
    internal static void Put(DatabaseConnection connection, QuarantinedRecord record) => connection.Execute("""
        insert into quarantine(source, file, record, run, since, cause, problems, cells, mark, correction) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        on conflict(source, file, record) do update set run = excluded.run, cause = excluded.cause, problems = excluded.problems, cells = excluded.cells,
            mark = excluded.mark, correction = excluded.correction
        """,
        record.Source, record.File, (long)record.Row, record.Run, record.Since.ToUnixTimeMilliseconds(), Cause(record.Problems),
        JsonSerializer.Serialize(record.Problems, JsonSerializerOptions.Web), JsonSerializer.Serialize(record.Cells, JsonSerializerOptions.Web), record.Mark, record.Correction);

    /// <summary>Lets go of the records of a source that a whole run did not quarantine again: they became good or are gone.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="source">The source.</param>
    /// <param name="run">The run.</param>
    /// <param name="since">The mark from which the run read; null when it read everything. It knows nothing of records before it, or without mark.</param>
    internal static void ReleaseOthers(DatabaseConnection connection, string source, long run, string? since) =>
        connection.Execute("delete from quarantine where source = ?1 and run <> ?2 and (?3 is null or mark >= ?3)", source, run, since);

    private static string Cause(IReadOnlyList<QuarantinedProblem> problems) =>
        problems[0].Column is { } column ? $"{column}: {problems[0].Reason}" : problems[0].Reason;

    private static QuarantinedRecord Read(Statement row) => new(
        row.Text(0), row.Text(1), (int)row.Long(2), At(row.Long(3)), row.Long(4),
        JsonSerializer.Deserialize<List<QuarantinedProblem>>(row.Utf8(5), JsonSerializerOptions.Web)!)
    {
        Cells = JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(row.Utf8(6), JsonSerializerOptions.Web)!,
        Mark = row.TextOrNull(7),
        Correction = row.LongOrNull(8),
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

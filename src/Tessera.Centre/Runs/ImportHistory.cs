using System.Text.Json;
using Tessera.Database;

namespace Tessera.Centre.Runs;

/// <summary>The history of import runs.</summary>
public sealed class ImportHistory
{
    private readonly SqliteDatabase database;

    internal ImportHistory(SqliteDatabase database) => this.database = database;

    /// <summary>Runs, newest first.</summary>
    public IReadOnlyList<ImportSummary> List(int skip, int count)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query(
            "select id, source, mapping, started, outcome, account, problem from import_run order by id desc limit ?1 offset ?2", (long)count, (long)skip);
        var runs = new List<ImportSummary>();
        while (rows.Step()) runs.Add(Read(rows));
        return runs;
    }

    /// <summary>One run, or null.</summary>
    public ImportSummary? Find(long id)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select id, source, mapping, started, outcome, account, problem from import_run where id = ?1", id);
        return rows.Step() ? Read(rows) : null;
    }

    /// <summary>The run of a source that began at an instant, as origins name it; null when it is not known.</summary>
    public ImportSummary? Of(string source, DateTimeOffset started)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query(
            "select id, source, mapping, started, outcome, account, problem from import_run where source = ?1 and started = ?2 order by id desc limit 1", source, started.ToUnixTimeMilliseconds());
        return rows.Step() ? Read(rows) : null;
    }

    /// <summary>The numbers of the runs of each source.</summary>
    public ILookup<string, long> RunsBySource()
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select source, id from import_run order by source, id");
        var runs = new List<(string Source, long Id)>();
        while (rows.Step()) runs.Add((rows.Text(0), rows.Long(1)));
        return runs.ToLookup(run => run.Source, run => run.Id, StringComparer.Ordinal);
    }

    /// <summary>Says of runs that were under way when the program ended that they were interrupted: one process owns a store, so that none goes on.</summary>
    internal Task<int> MarkInterrupted(CancellationToken cancel) => database.Writer.Run(
        connection => connection.Execute("update import_run set outcome = ?2 where outcome = ?1", nameof(ImportState.Begun), nameof(ImportState.Interrupted)),
        WritePriority.Interactive,
        cancel);

    /// <summary>When a source was last begun to be read in whole or up to its end, or null; a run that was interrupted does not count.</summary>
    public DateTimeOffset? LastStart(string source)
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Long("select max(started) from import_run where source = ?1 and outcome <> ?2", source, nameof(ImportState.Interrupted)) is { } time
            ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
    }

    /// <summary>What to tell when the mapping of a run is another than that of the run before, under the same version; else null.</summary>
    internal string? ChangedMapping(long run)
    {
        if (Find(run) is not { } now || now.Mapping.IndexOf('+', StringComparison.Ordinal) is not (> 0 and var end)) return null;
        using var lease = database.Readers.Rent();
        var before = lease.Connection.Text("select mapping from import_run where source = ?1 and id < ?2 and outcome = ?3 order by id desc limit 1", now.Source, run, nameof(ImportState.Done));
        if (before is null || before == now.Mapping || !before.StartsWith(now.Mapping[..(end + 1)], StringComparison.Ordinal)) return null;
        return $"the mapping has changed since the last run and is still {now.Mapping[..end]}: raise its version when the same row becomes something else, so that origins tell which made it";
    }

    /// <summary>Says why a run failed.</summary>
    internal Task<int> Explain(long run, string problem) => database.Writer.Run(
        connection => connection.Execute("update import_run set problem = ?2 where id = ?1", run, problem), WritePriority.Interactive, CancellationToken.None);

    /// <summary>Keeps that a source could not be opened.</summary>
    internal Task<long> NoteFailure(string source, string problem, DateTimeOffset time, CancellationToken cancel) => database.Writer.Run(
        connection =>
        {
            connection.Execute("insert into import_run(source, mapping, started, outcome, account, problem) values (?1, '', ?2, ?3, '{}', ?4)",
                source, time.ToUnixTimeMilliseconds(), nameof(ImportState.Failed), problem);
            return connection.LastInsertRowId;
        },
        WritePriority.Interactive,
        cancel);

    internal Task<long> Begin(string source, string mapping, DateTimeOffset started, CancellationToken cancel) => database.Writer.Run(
        connection =>
        {
            connection.Execute("insert into import_run(source, mapping, started, outcome, account) values (?1, ?2, ?3, ?4, '{}')",
                source, mapping, started.ToUnixTimeMilliseconds(), nameof(ImportState.Begun));
            return connection.LastInsertRowId;
        },
        WritePriority.Interactive,
        cancel);

    internal static void Finish(DatabaseConnection connection, long id, ImportState state, ImportAccount account) => connection.Execute(
        "update import_run set outcome = ?2, seconds = ?3, account = ?4 where id = ?1",
        id, state.ToString(), account.Seconds, JsonSerializer.Serialize(account, JsonSerializerOptions.Web));

    private static ImportSummary Read(Statement row) => new(
        row.Long(0), row.Text(1), row.Text(2), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(3)), Enum.Parse<ImportState>(row.Text(4)),
        JsonSerializer.Deserialize<ImportAccount>(row.Utf8(5), JsonSerializerOptions.Web)!) { Problem = row.TextOrNull(6) };
}

using System.Text.Json;
using Tessera.Database;
using Tessera.Sources;

namespace Tessera.Centre.Quarantine;

/// <summary>The corrections of source rows: the file stays as it is, and each later run applies them until the file's row changes or is gone, or
/// somebody takes them back. What was, who changed it and when is kept.</summary>
public sealed class CorrectionRecords
{
    private const string Columns = "id, source, file, record, original, corrected, author, made, ended, ending, ended_by";

    // Since the last run that came to its end was begun: it may have been made, replaced or taken back while that run read.
    private const string NotYetApplied = """
        source = ?1 and max(made, iif(ending in ('Withdrawn', 'Replaced'), ended, 0)) >= coalesce((select max(started) from import_run where source = ?1 and outcome = 'Done'), 0)
        """;

    private readonly SqliteDatabase database;
    private readonly TimeProvider clock;

    internal CorrectionRecords(SqliteDatabase database, TimeProvider clock) => (this.database, this.clock) = (database, clock);

    /// <summary>The corrections in force of a source, as its reader takes them.</summary>
    public RowCorrections Of(string source) => new([.. InForce(source).Select(correction => new RowCorrection(
        correction.Id, correction.File,
        [.. correction.Record.Filled().Select(cell => new SourceCell(cell.Key, cell.Value))],
        [.. correction.Corrected.Select(cell => new SourceCell(cell.Column, cell.Value))]))]);

    /// <summary>The corrections in force, in the order in which they were made.</summary>
    /// <param name="source">Only those of this source, or null for all.</param>
    public IReadOnlyList<Correction> InForce(string? source = null) => Query("where (?1 is null or source = ?1) and ended is null order by id", source);

    /// <summary>One correction, or null.</summary>
    public Correction? Find(long id) => Query("where id = ?1", id).FirstOrDefault();

    /// <summary>The corrections of one row, the latest first, ended ones included.</summary>
    public IReadOnlyList<Correction> OfRow(string source, string file, int row) => Query("where source = ?1 and file = ?2 and record = ?3 order by id desc", source, file, (long)row);

    /// <summary>The correction in force of one row, or null.</summary>
    public Correction? InForce(string source, string file, int row) => OfRow(source, file, row).FirstOrDefault(correction => correction.Ended is null);

    /// <summary>All that was said of a record, the latest first, wherever it stood then.</summary>
    public IReadOnlyList<Correction> OfRecord(CorrectableRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. Query("where source = ?1 and file = ?2 order by id desc", record.Source, record.File).Where(record.IsOf)];
    }

    /// <summary>A record in quarantine as its source has it, without what was said of it.</summary>
    public CorrectableRecord Correctable(QuarantinedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        // What is in quarantine was read with the correction of that run, whatever became of it since.
        if (record.Correction is not { } number || Find(number) is not { } applied) return new CorrectableRecord(record.Source, record.File, record.Row, record.Cells);
        var known = applied.Original.Select(cell => cell.Key).ToHashSet(StringComparer.Ordinal);
        return new CorrectableRecord(record.Source, record.File, record.Row,
            [.. applied.Original, .. record.Cells.Where(cell => known.Add(cell.Key)).Select(cell => KeyValuePair.Create(cell.Key, ""))]);
    }

    /// <summary>Whether a source has corrections that were made or taken back since it was read last.</summary>
    public bool Wait(string source)
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Long($"select 1 from correction where {NotYetApplied} limit 1", source) is not null;
    }

    /// <summary>Whether these concern a record that is not in quarantine: a run from the watermark on might not come to it.</summary>
    public bool WaitBehindWatermark(string source)
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Long($"""
            select 1 from correction c where {NotYetApplied}
            and not exists (select 1 from quarantine q where q.source = c.source and q.file = c.file and q.record = c.record) limit 1
            """, source) is not null;
    }

    /// <summary>Corrects a quarantined record. The next run of its source takes it over as corrected.</summary>
    /// <inheritdoc cref="Correct(CorrectableRecord, IReadOnlyDictionary{string, string}, string, CancellationToken)"/>
    public Task<Correction?> Correct(QuarantinedRecord record, IReadOnlyDictionary<string, string> cells, string author, CancellationToken cancel) =>
        Correct(Correctable(record), cells, author, cancel);

    /// <summary>Says what cells of a record should say. It adds to what was said before; of one cell the last counts.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cells">The cells that are to say something, by column; of what is not named holds what was said before, else what the source says.
    /// What the source says itself takes back what was said of a cell.</param>
    /// <param name="author">Who says so.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The correction in force; null when there is none, because nothing is said any more that the source does not say.</returns>
    /// <exception cref="ArgumentException">The record has no cells, or no column of a name; see <see cref="CorrectableRecord.Refusal"/>.</exception>
    public async Task<Correction?> Correct(CorrectableRecord record, IReadOnlyDictionary<string, string> cells, string author, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(cells);
        if (record.Refusal(cells.Keys) is { } refusal) throw new ArgumentException(refusal, nameof(cells));
        var said = cells.Select(cell => new CorrectedCell(cell.Key, cell.Value.Trim(), author, clock.GetUtcNow())).ToList();
        return await database.Writer.Run(connection => Put(connection, record, said, author), WritePriority.Interactive, cancel).ConfigureAwait(false);
    }

    /// <summary>Takes back all that was said of a record: the next run reads it as the source has it.</summary>
    public Task<Correction?> Withdraw(CorrectableRecord record, string author, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Correct(record, record.Columns.ToDictionary(column => column, record.Says, StringComparer.Ordinal), author, cancel);
    }

    /// <summary>Ends those corrections of a run which saw every row that found no row, and notes where the others found theirs.</summary>
    internal static void Settle(DatabaseConnection connection, RowCorrections corrections, bool complete, DateTimeOffset time)
    {
        foreach (var id in corrections.Ids)
        {
            if (corrections.Applied.TryGetValue(id, out var place)) connection.Execute("update correction set record = ?2 where id = ?1 and record <> ?2", id, (long)place.Row);
            else if (complete) End(connection, id, CorrectionEnding.RowChanged, time, null);
        }
    }

    // Read and written by the one writer: of two people who correct one record at the same time, the second adds to what the first said.
    private Correction? Put(DatabaseConnection connection, CorrectableRecord record, List<CorrectedCell> said, string author)
    {
        var now = clock.GetUtcNow();
        var earlier = Query(connection, "where source = ?1 and file = ?2 and ended is null order by id", record.Source, record.File).FindAll(record.IsOf);
        var before = Says(earlier);
        said.RemoveAll(cell => cell.Value == (before.TryGetValue(cell.Column, out var known) ? known.Value : record.Says(cell.Column)));
        if (said.Count == 0 && earlier.Count < 2) return earlier.FirstOrDefault();
        foreach (var cell in said) before[cell.Column] = cell;
        List<CorrectedCell> holds = [.. record.Columns.Where(before.ContainsKey).Select(column => before[column]).Where(cell => cell.Value != record.Says(cell.Column))];
        foreach (var one in earlier) End(connection, one.Id, holds.Count == 0 ? CorrectionEnding.Withdrawn : CorrectionEnding.Replaced, now, author);
        if (holds.Count == 0) return null;
        connection.Execute(
            "insert into correction(source, file, record, original, corrected, author, made) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            record.Source, record.File, (long)record.Row, JsonSerializer.Serialize(record.Cells, JsonSerializerOptions.Web), Json(holds), author, now.ToUnixTimeMilliseconds());
        return new Correction(connection.LastInsertRowId, record.Source, record.File, record.Row, record.Cells, holds, author, now);
    }

    private static Dictionary<string, CorrectedCell> Says(IEnumerable<Correction> corrections)
    {
        var cells = new Dictionary<string, CorrectedCell>(StringComparer.Ordinal);
        foreach (var cell in corrections.SelectMany(correction => correction.Corrected)) cells[cell.Column] = cell;
        return cells;
    }

    private static void End(DatabaseConnection connection, long id, CorrectionEnding ending, DateTimeOffset time, string? by) =>
        connection.Execute("update correction set ended = ?2, ending = ?3, ended_by = ?4 where id = ?1 and ended is null", id, time.ToUnixTimeMilliseconds(), ending.ToString(), by);

    private List<Correction> Query(string condition, params ReadOnlySpan<SqlValue> values)
    {
        using var lease = database.Readers.Rent();
        return Query(lease.Connection, condition, values);
    }

    private static List<Correction> Query(DatabaseConnection connection, string condition, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = connection.Query($"select {Columns} from correction {condition}", values);
        var found = new List<Correction>();
        while (rows.Step()) found.Add(Read(rows));
        return found;
    }

    private static Correction Read(Statement row)
    {
        var (author, made) = (row.Text(6), At(row.Long(7)));
        return new Correction(
            row.Long(0), row.Text(1), row.Text(2), (int)row.Long(3), JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(row.Utf8(4), JsonSerializerOptions.Web)!,
            [.. JsonSerializer.Deserialize<List<StoredCell>>(row.Utf8(5), JsonSerializerOptions.Web)!.Select(cell => new CorrectedCell(cell.Key, cell.Value, cell.Author ?? author, cell.Made ?? made))],
            author, made)
        {
            Ended = row.LongOrNull(8) is { } ended ? At(ended) : null, Ending = row.TextOrNull(9) is { } ending ? Enum.Parse<CorrectionEnding>(ending) : null, EndedBy = row.TextOrNull(10),
        };
    }

    private static string Json(IEnumerable<CorrectedCell> cells) =>
        JsonSerializer.Serialize(cells.Select(cell => new StoredCell(cell.Column, cell.Value, cell.Author, cell.Made)), JsonSerializerOptions.Web);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    // Cells that a program before the corrections added up has written have no author of their own.
    private sealed record StoredCell(string Key, string Value, string? Author = null, DateTimeOffset? Made = null);
}

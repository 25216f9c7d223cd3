using System.Text.Json;
using Tessera.Database;
using Tessera.Sources;

namespace Tessera.Centre.Quarantine;

/// <summary>The corrections of source rows: the file stays as it is, and each later run applies them until the file's row changes or is gone.
/// What was, who changed it and when is kept.</summary>
public sealed class CorrectionRecords
{
    private const string Columns = "id, source, file, record, original, corrected, author, made, ended, ending";
    private readonly SqliteDatabase database;
    private readonly TimeProvider clock;

    internal CorrectionRecords(SqliteDatabase database, TimeProvider clock) => (this.database, this.clock) = (database, clock);

    /// <summary>The corrections in force of a source, as its reader takes them.</summary>
    public RowCorrections Of(string source)
    {
        var found = Query("where source = ?1 and ended is null order by id", source);
        return new RowCorrections([.. found.Select(correction => new RowCorrection(correction.Id, correction.File, Cells(correction.Original), Cells(correction.Corrected)))]);
    }

    /// <summary>One correction, or null.</summary>
    public Correction? Find(long id) => Query("where id = ?1", id).FirstOrDefault();

    /// <summary>The corrections of one row, the latest first, ended ones included.</summary>
    public IReadOnlyList<Correction> OfRow(string source, string file, int row) => Query("where source = ?1 and file = ?2 and record = ?3 order by id desc", source, file, (long)row);

    /// <summary>The correction in force of one row, or null.</summary>
    public Correction? InForce(string source, string file, int row) => OfRow(source, file, row).FirstOrDefault(correction => correction.Ended is null);

    /// <summary>Corrects a quarantined record. The next run of its source takes it over as corrected.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cells">Every cell that is to say something, by column; what is not named stays as it is.</param>
    /// <param name="author">Who says so.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The correction; null when nothing was said to be different from the file: an earlier correction is then withdrawn.</returns>
    /// <exception cref="ArgumentException">The record has no cells, or no column of a name.</exception>
    public async Task<Correction?> Correct(QuarantinedRecord record, IReadOnlyDictionary<string, string> cells, string author, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(cells);
        if (record.Cells.Count == 0) throw new ArgumentException("a row that cannot be read can only be corrected in the file", nameof(record));
        if (cells.Keys.FirstOrDefault(column => !record.Cells.Any(cell => cell.Key == column)) is { } unknown) throw new ArgumentException($"the row has no column {unknown}", nameof(cells));
        var earlier = record.Correction is { } number ? Find(number) : null;
        var original = earlier?.Original ?? [.. record.Cells.Where(cell => cell.Value.Length > 0)];
        var wanted = record.Cells.DistinctBy(cell => cell.Key).Select(cell => KeyValuePair.Create(cell.Key, cells.GetValueOrDefault(cell.Key, cell.Value).Trim()));
        var changed = wanted.Where(cell => cell.Value != InFile(original, cell.Key)).ToList();
        var correction = new Correction(0, record.Source, record.File, record.Row, original, changed, author, clock.GetUtcNow());
        return await database.Writer.Run(connection => Put(connection, correction, earlier), WritePriority.Interactive, cancel).ConfigureAwait(false);
    }

    /// <summary>Ends those corrections of a run which saw every row that found no row, and notes where the others found theirs.</summary>
    internal static void Settle(DatabaseConnection connection, RowCorrections corrections, bool complete, DateTimeOffset time)
    {
        foreach (var id in corrections.Ids)
        {
            if (corrections.Applied.TryGetValue(id, out var place)) connection.Execute("update correction set record = ?2 where id = ?1 and record <> ?2", id, (long)place.Row);
            else if (complete) End(connection, id, CorrectionEnding.RowChanged, time);
        }
    }

    private static Correction? Put(DatabaseConnection connection, Correction correction, Correction? earlier)
    {
        if (earlier is not null) End(connection, earlier.Id, correction.Corrected.Count == 0 ? CorrectionEnding.Withdrawn : CorrectionEnding.Replaced, correction.Made);
        if (correction.Corrected.Count == 0) return null;
        connection.Execute(
            "insert into correction(source, file, record, original, corrected, author, made) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            correction.Source, correction.File, (long)correction.Row, Json(correction.Original), Json(correction.Corrected), correction.Author, correction.Made.ToUnixTimeMilliseconds());
        return correction with { Id = connection.LastInsertRowId };
    }

    private static void End(DatabaseConnection connection, long id, CorrectionEnding ending, DateTimeOffset time) =>
        connection.Execute("update correction set ended = ?2, ending = ?3 where id = ?1 and ended is null", id, time.ToUnixTimeMilliseconds(), ending.ToString());

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

    private static Correction Read(Statement row) => new(
        row.Long(0), row.Text(1), row.Text(2), (int)row.Long(3), Pairs(row, 4), Pairs(row, 5), row.Text(6), At(row.Long(7)))
    {
        Ended = row.LongOrNull(8) is { } ended ? At(ended) : null, Ending = row.TextOrNull(9) is { } ending ? Enum.Parse<CorrectionEnding>(ending) : null,
    };

    private static string InFile(IReadOnlyList<KeyValuePair<string, string>> original, string column) => original.FirstOrDefault(cell => cell.Key == column).Value ?? "";

    private static List<SourceCell> Cells(IReadOnlyList<KeyValuePair<string, string>> pairs) => [.. pairs.Select(pair => new SourceCell(pair.Key, pair.Value))];

    private static List<KeyValuePair<string, string>> Pairs(Statement row, int column) =>
        JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(row.Utf8(column), JsonSerializerOptions.Web)!;

    private static string Json(IReadOnlyList<KeyValuePair<string, string>> pairs) => JsonSerializer.Serialize(pairs, JsonSerializerOptions.Web);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

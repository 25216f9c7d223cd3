using Tessera.Database;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>The sums by source as they were after each import.</summary>
internal static class QualitySnapshots
{
    public static bool Put(DatabaseConnection connection, long run, long taken, string fingerprint)
    {
        var bySource = new QualityVector();
        foreach (var (key, counts) in Totals(connection).Counts) bySource.Add(key with { Month = 0 }, counts);
        connection.Execute(
            "insert into quality_snapshot(run, taken, fingerprint, counts) values (?1, ?2, ?3, ?4) on conflict(run) do nothing",
            run, taken, fingerprint, WithNames(bySource));
        return true;
    }

    /// <summary>The sums of now, by source and month.</summary>
    public static QualityVector Totals(DatabaseConnection connection)
    {
        var names = QualitySources.Names(connection);
        var vector = new QualityVector();
        using var rows = connection.Query("select source, month, counts from quality_total");
        while (rows.Step())
            foreach (var (entry, counts) in QualityCodec.Read(rows.Bytes(2)))
                vector.Add(new QualityKey(names[(int)rows.Long(0)], (int)rows.Long(1), entry), counts);
        return vector;
    }

    /// <summary>The sums before the import that was worked off last, and that import; null when there is only one or none.</summary>
    public static QualityComparison? Before(DatabaseConnection connection, string fingerprint)
    {
        var last = connection.Long("select max(id) from import_run where outcome = 'Done'");
        using var row = connection.Query("select run, taken, counts from quality_snapshot where fingerprint = ?1 and run < ?2 order by run desc limit 1", fingerprint, last ?? 0);
        if (!row.Step()) return null;
        return new QualityComparison(row.Long(0), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(1)), Read(row.Bytes(2)));
    }

    // A snapshot outlives the numbers of sources, which are derived: it names them.
    private static byte[] WithNames(QualityVector vector)
    {
        var names = vector.Cells.Select(cell => cell.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        writer.Write(names.Count);
        foreach (var name in names) writer.Write(name);
        writer.Write(QualityRow.Write(QualityShare.Of(vector), names.IndexOf));
        writer.Flush();
        return output.ToArray();
    }

    private static QualityVector Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var names = new Dictionary<int, string>();
        for (var (at, count) = (0, reader.ReadInt32()); at < count; at++) names.Add(at, reader.ReadString());
        return QualityRow.Read(bytes.AsMemory((int)reader.BaseStream.Position), names);
    }
}

using Tessera.Database;
using Tessera.Oncology.Quality;
using Tessera.Store;

namespace Tessera.Centre.Quality;

/// <summary>Writes what some patients contribute and, once for all of them, how the sums change.</summary>
internal sealed class QualityWrites(DatabaseConnection connection)
{
    private readonly QualitySources sources = new(connection);
    private readonly QualityVector change = new();

    /// <summary>Puts a patient's share in the place of the one before; null for a patient who is gone.</summary>
    public void Put(DirtyPatient patient, QualityShare? share)
    {
        if (Before(patient) is not { } before) return;
        var row = share is null ? [] : QualityRow.Write(share, sources.NumberOf);
        Change(before, row);
        if (row.Length == 0) connection.Execute("delete from quality_patient where patient = ?1", patient.Patient);
        else
        {
            connection.Execute(
                "insert into quality_patient(patient, seq, counts) values (?1, ?2, ?3) on conflict(patient) do update set seq = excluded.seq, counts = excluded.counts",
                patient.Patient, patient.Sequence, row);
        }
    }

    public void WriteTotals()
    {
        foreach (var cell in change.Cells)
        {
            var (source, month) = ((long)sources.NumberOf(cell.Source), (long)cell.Month);
            var total = new Dictionary<int, QualityCounts>();
            using (var row = connection.Query("select counts from quality_total where source = ?1 and month = ?2", source, month))
                if (row.Step())
                    foreach (var (entry, counts) in QualityCodec.Read(row.Bytes(0))) total.Add(entry, counts);
            foreach (var (entry, counts) in cell.Counts)
                if ((total[entry] = total.GetValueOrDefault(entry) + counts) == default) total.Remove(entry);
            if (total.Count == 0) connection.Execute("delete from quality_total where source = ?1 and month = ?2", source, month);
            else connection.Execute("insert or replace into quality_total(source, month, counts) values (?1, ?2, ?3)", source, month, QualityCodec.Write(total));
        }
    }

    // Most often a few new records change one month: what stays as it is is not even read.
    private void Change(byte[] before, byte[] after)
    {
        var old = new Dictionary<(int Source, int Month), ReadOnlyMemory<byte>>();
        foreach (var (source, month, counts) in QualityRow.Groups(before)) old.Add((source, month), counts);
        foreach (var (source, month, counts) in QualityRow.Groups(after))
        {
            if (old.TryGetValue((source, month), out var was) && was.Span.SequenceEqual(counts.Span)) old.Remove((source, month));
            else Add(source, month, counts, 1);
        }

        foreach (var ((source, month), counts) in old) Add(source, month, counts, -1);
    }

    private void Add(int source, int month, ReadOnlyMemory<byte> cell, int sign)
    {
        var name = sources.ByNumber[source];
        foreach (var (entry, counts) in QualityCodec.Read(cell)) change.Add(new QualityKey(name, month, entry), sign > 0 ? counts : default(QualityCounts) - counts);
    }

    // Nothing for one who was not there; null when what is there was made of later changes.
    private byte[]? Before(DirtyPatient patient)
    {
        using var row = connection.Query("select seq, counts from quality_patient where patient = ?1", patient.Patient);
        if (!row.Step()) return [];
        return row.Long(0) > patient.Sequence ? null : row.Bytes(1);
    }
}

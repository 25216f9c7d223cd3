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
    public void Put(DirtyPatient patient, QualityVector? share)
    {
        if (Before(patient) is not { } before) return;
        change.Subtract(before);
        if (share is null || share.IsEmpty)
        {
            connection.Execute("delete from quality_patient where patient = ?1", patient.Patient);
            return;
        }

        change.Add(share);
        connection.Execute(
            "insert into quality_patient(patient, seq, counts) values (?1, ?2, ?3) on conflict(patient) do update set seq = excluded.seq, counts = excluded.counts",
            patient.Patient, patient.Sequence, QualityRow.Write(share, sources.NumberOf));
    }

    public void WriteTotals()
    {
        foreach (var group in change.Counts.GroupBy(pair => (Source: sources.NumberOf(pair.Key.Source), pair.Key.Month)))
        {
            var total = new SortedDictionary<int, QualityCounts>();
            using (var row = connection.Query("select counts from quality_total where source = ?1 and month = ?2", (long)group.Key.Source, (long)group.Key.Month))
                if (row.Step())
                    foreach (var (entry, counts) in QualityCodec.Read(row.Bytes(0))) total.Add(entry, counts);
            foreach (var (key, counts) in group)
                if ((total[key.Entry] = total.GetValueOrDefault(key.Entry) + counts) == default) total.Remove(key.Entry);
            if (total.Count == 0) connection.Execute("delete from quality_total where source = ?1 and month = ?2", (long)group.Key.Source, (long)group.Key.Month);
            else connection.Execute("insert or replace into quality_total(source, month, counts) values (?1, ?2, ?3)", (long)group.Key.Source, (long)group.Key.Month, QualityCodec.Write(total));
        }
    }

    // Null when what is there was made of later changes.
    private QualityVector? Before(DirtyPatient patient)
    {
        using var row = connection.Query("select seq, counts from quality_patient where patient = ?1", patient.Patient);
        if (!row.Step()) return new QualityVector();
        return row.Long(0) > patient.Sequence ? null : QualityRow.Read(row.Bytes(1), sources.ByNumber);
    }
}

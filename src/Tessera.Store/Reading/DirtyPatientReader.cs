using Tessera.Database;

namespace Tessera.Store.Reading;

/// <summary>The patients whose derived views are stale.</summary>
internal static class DirtyPatientReader
{
    public static IReadOnlyList<DirtyPatient> Read(DatabaseConnection connection, int count)
    {
        using var rows = connection.Query("select i.id, d.patient, d.seq from dirty d cross join resource_id i on i.rid = d.patient order by d.seq limit ?1", count);
        var patients = new List<DirtyPatient>();
        while (rows.Step()) patients.Add(new DirtyPatient(rows.Text(0), rows.Long(1), rows.Long(2)));
        return patients;
    }

    /// <summary>Deleted patients too: what was derived from them has to go.</summary>
    public static int MarkAll(DatabaseConnection connection, long patientType) => connection.Execute(
        """
        insert into dirty(patient, seq) select r.rid, (select coalesce(max(seq), 0) from change) from resource r where r.type = ?1
        on conflict(patient) do update set seq = excluded.seq
        """,
        patientType);

    public static int Clear(DatabaseConnection connection, DirtyPatient patient) =>
        connection.Execute("delete from dirty where patient = ?1 and seq <= ?2", patient.Number, patient.Sequence);
}

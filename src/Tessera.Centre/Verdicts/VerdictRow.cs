using Tessera.Database;

namespace Tessera.Centre.Verdicts;

/// <summary>What is kept of the verdict on one resource.</summary>
/// <param name="Version">The version that was validated.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Group">Its mCODE group.</param>
/// <param name="FindingSet">What was found; null in rows of programs that did not keep it.</param>
/// <param name="Run">The import that wrote the version, or null.</param>
/// <param name="Patient">Number of the patient, or 0.</param>
internal sealed record VerdictRow(long Version, long Verdict, long Group, long? FindingSet, long? Run, long Patient)
{
    /// <summary>The row of a resource, or null.</summary>
    public static VerdictRow? Find(DatabaseConnection connection, long number)
    {
        using var row = connection.Query("select version, verdict, mcode_group, finding_set, run, patient from verdict where number = ?1", number);
        return row.Step() ? new VerdictRow(row.Long(0), row.Long(1), row.Long(2), row.LongOrNull(3), row.LongOrNull(4), row.Long(5)) : null;
    }

    /// <summary>Whether this says more than what is there: it is about a later version, or says something else of the same one.</summary>
    public bool Replaces(VerdictRow? old) => old is null || Version > old.Version
        || (Version == old.Version && (Verdict != old.Verdict || FindingSet != old.FindingSet || Patient != old.Patient));

    public void Write(DatabaseConnection connection, long number, string type) => connection.Execute("""
        insert into verdict(number, type, version, verdict, mcode_group, finding_set, run, patient) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        on conflict(number) do update set version = excluded.version, verdict = excluded.verdict, mcode_group = excluded.mcode_group,
            finding_set = excluded.finding_set, run = excluded.run, patient = excluded.patient
        """, number, type, Version, Verdict, Group, FindingSet, Run, Patient);
}

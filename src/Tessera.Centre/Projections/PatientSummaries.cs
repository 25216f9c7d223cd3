using System.Globalization;
using Tessera.Database;
using Tessera.Store;

namespace Tessera.Centre.Projections;

/// <summary>The summaries of all patients: derived, and as fresh as the last run of <see cref="Projector"/>.</summary>
public sealed class PatientSummaries
{
    /// <summary>The columns of a summary, in the order in which <see cref="Read"/> takes them.</summary>
    internal const string Columns =
        "patient, sex, birth_year, cancer, cancer_text, cancers, stage, stage_text, stage_at_diagnosis, metastatic, diagnosed, age_at_diagnosis, deceased, last_contact, facts, contradictions, gaps";

    internal const int ColumnCount = 17;

    private readonly SqliteDatabase database;

    internal PatientSummaries(SqliteDatabase database) => this.database = database;

    /// <summary>Number of patients that have a summary.</summary>
    public long Count()
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Long("select count(*) from patient_summary") ?? 0;
    }

    /// <summary>One patient's summary, or null.</summary>
    public PatientSummary? Find(string patient)
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query($"select {Columns} from patient_summary where patient = ?1", patient);
        return rows.Step() ? Read(rows) : null;
    }

    /// <summary>All summaries in the order of the patients' ids, one after the other: walk them once, do not keep them.</summary>
    public IEnumerable<PatientSummary> All()
    {
        using var lease = database.Readers.RentSnapshot();
        using var rows = lease.Connection.Query($"select {Columns} from patient_summary order by patient");
        while (rows.Step()) yield return Read(rows);
    }

    internal static void Write(DatabaseConnection connection, PatientSummary summary, DirtyPatient patient) => connection.Execute(
        $"""
        insert into patient_summary(seq, number, {Columns}) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
        on conflict(patient) do update set
            seq = excluded.seq, number = excluded.number, sex = excluded.sex, birth_year = excluded.birth_year, cancer = excluded.cancer, cancer_text = excluded.cancer_text,
            cancers = excluded.cancers, stage = excluded.stage, stage_text = excluded.stage_text, stage_at_diagnosis = excluded.stage_at_diagnosis,
            metastatic = excluded.metastatic, diagnosed = excluded.diagnosed, age_at_diagnosis = excluded.age_at_diagnosis, deceased = excluded.deceased,
            last_contact = excluded.last_contact, facts = excluded.facts, contradictions = excluded.contradictions, gaps = excluded.gaps
        where excluded.seq >= seq
        """,
        patient.Sequence, patient.Number, summary.Patient, summary.Sex, summary.BirthYear, summary.Cancer, summary.CancerText, summary.Cancers, summary.Stage, summary.StageText,
        summary.StageAtDiagnosis, summary.IsMetastatic ? 1L : 0L, Text(summary.Diagnosed), summary.AgeAtDiagnosis,
        summary.IsDead is { } dead ? dead ? 1L : 0L : (long?)null, Text(summary.LastContact), summary.Facts, summary.Contradictions, summary.Gaps);

    internal static void Remove(DatabaseConnection connection, string patient) => connection.Execute("delete from patient_summary where patient = ?1", patient);

    private static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    internal static PatientSummary Read(Statement row) => new(row.Text(0))
    {
        Sex = row.Text(1),
        BirthYear = (int?)row.LongOrNull(2),
        Cancer = row.Text(3),
        CancerText = row.Text(4),
        Cancers = (int)row.Long(5),
        Stage = row.Text(6),
        StageText = row.Text(7),
        StageAtDiagnosis = row.Text(8),
        IsMetastatic = row.Long(9) != 0,
        Diagnosed = Day(row.TextOrNull(10)),
        AgeAtDiagnosis = (int?)row.LongOrNull(11),
        IsDead = row.LongOrNull(12) is { } dead ? dead != 0 : null,
        LastContact = Day(row.TextOrNull(13)),
        Facts = (int)row.Long(14),
        Contradictions = (int)row.Long(15),
        Gaps = (int)row.Long(16),
    };

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}

using Tessera.Database;

namespace Tessera.Centre.Verdicts;

/// <summary>How the counts of verdicts change with a batch, written at its end: a page must not walk a million rows to say how many are valid.</summary>
internal sealed class VerdictCounts
{
    private readonly Dictionary<(long Group, string Type, long Verdict), long> byGroup = [];
    private readonly Dictionary<(long Patient, long Run, long Verdict), long> byPatient = [];
    private readonly Dictionary<(long FindingSet, string Type, long Run, long Verdict), long> byFinding = [];

    public void Add(string type, VerdictRow row) => Count(type, row, 1);

    public void Remove(string type, VerdictRow? row)
    {
        if (row is not null) Count(type, row, -1);
    }

    public void Write(DatabaseConnection connection)
    {
        foreach (var (key, change) in byGroup)
            if (change != 0) connection.Execute("""
                insert into verdict_count(mcode_group, type, verdict, resources) values (?1, ?2, ?3, ?4)
                on conflict(mcode_group, type, verdict) do update set resources = resources + excluded.resources
                """, key.Group, key.Type, key.Verdict, change);
        foreach (var (key, change) in byPatient)
            if (change != 0) connection.Execute("""
                insert into patient_verdict(patient, run, verdict, resources) values (?1, ?2, ?3, ?4)
                on conflict(patient, run, verdict) do update set resources = resources + excluded.resources
                """, key.Patient, key.Run, key.Verdict, change);
        foreach (var (key, change) in byFinding)
            if (change != 0) connection.Execute("""
                insert into finding_count(finding_set, type, run, verdict, resources) values (?1, ?2, ?3, ?4, ?5)
                on conflict(finding_set, type, run, verdict) do update set resources = resources + excluded.resources
                """, key.FindingSet, key.Type, key.Run, key.Verdict, change);
    }

    private void Count(string type, VerdictRow row, long change)
    {
        Add(byGroup, (row.Group, type, row.Verdict), change);
        if (row.Patient > 0) Add(byPatient, (row.Patient, row.Run ?? 0, row.Verdict), change);
        Add(byFinding, (row.FindingSet ?? 0, type, row.Run ?? 0, row.Verdict), change);
    }

    private static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long change) where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + change;
}

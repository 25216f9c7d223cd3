using Tessera.Database;

namespace Tessera.Centre.Codes.Maps;

/// <summary>The patients whose records a decision has yet to reach.</summary>
internal static class CodeWork
{
    private const string Again = "on conflict(patient) do update set seq = seq + 1";

    /// <summary>Marks the patients whose records hold a value; of text only those that its source wrote.</summary>
    public static void Mark(DatabaseConnection connection, CodeKey key)
    {
        using var known = connection.Query(
            "select id, source, value_key from code_key where profile = ?1 and path = ?2 and system = ?3 and value_key = ?4", key.Profile, key.Path, key.System, key.ValueKey);
        var ids = new List<long>();
        while (known.Step())
            if (key.System.Length > 0 || known.Text(1) == key.Source) ids.Add(known.Long(0));
        foreach (var id in ids) connection.Execute("insert into code_work(patient, seq) select patient, 1 from code_use where key = ?1 and true " + Again, id);
    }

    /// <summary>Marks one patient.</summary>
    public static void Mark(DatabaseConnection connection, string patient) => connection.Execute("insert into code_work(patient, seq) values (?1, 1) " + Again, patient);

    /// <summary>Some patients that wait.</summary>
    public static List<(string Patient, long Sequence)> Claim(DatabaseConnection connection, int count, IReadOnlySet<string> without)
    {
        using var rows = connection.Query("select patient, seq from code_work order by patient limit ?1", count + without.Count);
        var claimed = new List<(string, long)>();
        while (rows.Step())
            if (!without.Contains(rows.Text(0))) claimed.Add((rows.Text(0), rows.Long(1)));
        return claimed;
    }

    /// <summary>Forgets a patient unless another decision came meanwhile.</summary>
    public static void Clear(DatabaseConnection connection, string patient, long sequence) =>
        connection.Execute("delete from code_work where patient = ?1 and seq = ?2", patient, sequence);
}

using Tessera.Database;

namespace Tessera.Centre.Codes.Maps;

/// <summary>The patients whose records a decision has yet to reach.</summary>
internal static class CodeWork
{
    private const string Again = "on conflict(patient) do update set seq = seq + 1";

    /// <summary>Marks the patients whose records hold a value; of text only those that its source wrote.</summary>
    public static void Mark(DatabaseConnection connection, CodeKey key)
    {
        connection.Execute("insert into code_work(patient, seq) select distinct patient, 1 from code_use where key = ?1 and true " + Again, key.Id);
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

using Tessera.Database;
using Tessera.Store.Schema;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching;

/// <summary>What an <see cref="Access"/> means in this database.</summary>
/// <param name="Patients">Numbers of the visible patients, or null for all.</param>
/// <param name="Types">Numbers of the readable types, or null for all.</param>
/// <param name="Shared">Numbers of the types that are visible without a patient.</param>
/// <param name="Conditions">What resources of a type must fulfil.</param>
internal sealed record CompiledAccess(
    IReadOnlyList<long>? Patients, IReadOnlyList<long>? Types, IReadOnlyList<long> Shared, IReadOnlyList<(long Type, Condition Condition)> Conditions)
{
    private static readonly ConditionPrinter Unguarded = new((_, _) => { });

    public static CompiledAccess Everything { get; } = new(null, null, [], []);

    public bool IsUnrestricted => ReferenceEquals(this, Everything);

    /// <summary>Prints <c> and …</c> for each restriction on a row of <c>resource</c>.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="row">Alias of the row.</param>
    public void Print(SqlText sql, string row)
    {
        if (Types is not null) sql.Add($" and {row}.type in ").BindList(Types);
        if (Patients is not null) PrintPatients(sql, row, Patients);
        foreach (var (type, condition) in Conditions)
        {
            if (condition == Condition.Always) continue;
            sql.Add($" and ({row}.type <> ").Bind(type).Add(" or ");
            Unguarded.Print(sql, row, condition);
            sql.Add(")");
        }
    }

    /// <summary>Prints the restriction to patients alone, for an old version of a resource; what it refers to is no longer indexed.</summary>
    public void PrintPatient(SqlText sql, string row, string type)
    {
        if (Patients is null) return;
        sql.Add($" and ({row}.patient in (select value from json_each(").Bind(List(Patients)).Add($")) or ({row}.patient is null and {type} in ").BindList(Shared).Add("))");
    }

    // A list as one JSON parameter keeps the text of the statement the same for two patients and for two thousand.
    private void PrintPatients(SqlText sql, string row, IReadOnlyList<long> patients)
    {
        var list = List(patients);
        sql.Add($" and ({row}.patient in (select value from json_each(").Bind(list).Add("))");
        sql.Add($" or ({row}.patient is null and {row}.type in ").BindList(Shared).Add(")");
        sql.Add($" or ({row}.patient = {PatientColumn.Several} and {row}.deleted = 0 and not exists (");
        sql.Add($"select 1 from compartment c where c.rid = {row}.rid and c.patient not in (select value from json_each(").Bind(list).Add(")))))");
    }

    private static SqlValue List(IReadOnlyList<long> numbers) => "[" + string.Join(',', numbers) + "]";
}

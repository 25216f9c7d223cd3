using Tessera.Store.Schema;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching.Planning;

/// <summary>Prints <c>from … where …</c> of a plan: rows with <c>rid</c> and <c>updated</c>, each resource once. The order of joins and
/// the indexes are said, not left to the engine: it keeps no statistics that would let it choose well.</summary>
internal sealed class SourcePrinter
{
    private readonly CompiledAccess access;
    private readonly ConditionPrinter conditions;

    public SourcePrinter(CompiledAccess access)
    {
        this.access = access;
        conditions = new ConditionPrinter(access.Print);
    }

    /// <summary>Prints the source, its conditions and the access.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="row">Alias of the row.</param>
    /// <param name="plan">The plan.</param>
    public void Print(SqlText sql, string row, SearchPlan plan)
    {
        sql.Add("from ");
        var resource = PrintSource(sql, row, plan);
        if (plan.Rest != Condition.Always)
        {
            sql.Add(" and ");
            conditions.Print(sql, row, plan.Rest);
        }
        if (!access.IsUnrestricted) access.Print(sql, resource);
    }

    /// <summary>Prints index rows of a value, <c>where</c> included.</summary>
    public static void PrintRows(SqlText sql, string row, RowsDriver driver)
    {
        var rows = driver.Rows;
        sql.Add($"{rows.Table.Name} {row} indexed by {driver.Index} where {row}.param = ").Bind(rows.Parameter).Add(" and ");
        ValueTestPrinter.Print(sql, row, rows.Table, rows.Test);
        PrintLength(sql, row, driver);
    }

    // What the test says of the high end, said of the low end where that is indexed.
    private static void PrintLength(SqlText sql, string row, RowsDriver driver)
    {
        var limit = driver.Rows.Table.Short;
        if (driver.Length == RangeLength.Long) sql.Add($" and {row}.high - {row}.low > {limit}");
        if (ValueTestPrinter.HighBound(driver.Rows.Test) is not { } bound) return;
        if (driver.Length == RangeLength.Short) sql.Add($" and {row}.low >= ").Bind(bound).Add($" - {limit}");
        if (driver.Length == RangeLength.Any) sql.Add($" and {row}.low <= ").Bind(bound);
    }

    /// <summary>Prints the resources of patients, <c>where</c> included.</summary>
    public static void PrintPatients(SqlText sql, string row, long type, PatientsDriver driver)
    {
        sql.Add($"resource {row} indexed by resource_patient where {row}.deleted = 0 and {row}.type = ").Bind(type).Add($" and {row}.patient in (select value from json_each(");
        sql.Bind("[" + string.Join(',', driver.Patients.Append(PatientColumn.Several)) + "]").Add("))");
    }

    /// <summary>Prints the source with <c>where</c>; returns the alias of the row of <c>resource</c>, where access needs one.</summary>
    private string PrintSource(SqlText sql, string row, SearchPlan plan)
    {
        switch (plan.Driver)
        {
            case RecencyDriver:
                sql.Add($"resource {row} indexed by resource_recent where {row}.deleted = 0 and {row}.type = ").Bind(plan.Type);
                return row;
            case ResourcesDriver resources:
                sql.Add($"resource {row} where {row}.deleted = 0 and {row}.type = ").Bind(plan.Type).Add($" and {row}.rid in ").BindList(resources.Rids);
                return row;
            case PatientsDriver patients:
                PrintPatients(sql, row, plan.Type, patients);
                return row;
        }
        return PrintIndexSource(sql, row, plan);
    }

    private string PrintIndexSource(SqlText sql, string row, SearchPlan plan)
    {
        if (plan.Driver is RowsDriver { IsOrdered: true } ordered && access.IsUnrestricted)
        {
            PrintRows(sql, row, ordered);
            return row;
        }
        sql.Add("(");
        switch (plan.Driver)
        {
            case RowsDriver { IsOrdered: true } rows: PrintPart(sql, rows, "select"); break;
            case RowsDriver rows: PrintPart(sql, rows, "select distinct"); break;
            case UnionDriver union: PrintUnion(sql, union); break;
            case ChainDriver chain: PrintChain(sql, chain); break;
            case ReferredDriver referred: PrintReferred(sql, referred, plan.Type); break;
        }
        sql.Add($") {row}");
        if (access.IsUnrestricted)
        {
            sql.Add(" where 1");
            return row;
        }
        var resource = sql.NewAlias();
        sql.Add($" cross join resource {resource} where {resource}.rid = {row}.rid");
        return resource;
    }

    private static void PrintPart(SqlText sql, RowsDriver driver, string select)
    {
        var value = sql.NewAlias();
        sql.Add($"{select} {value}.rid, {value}.updated from ");
        PrintRows(sql, value, driver);
    }

    private static void PrintUnion(SqlText sql, UnionDriver union)
    {
        for (var i = 0; i < union.Parts.Count; i++)
        {
            if (i > 0) sql.Add(" union ");
            PrintPart(sql, union.Parts[i], "select");
        }
    }

    private void PrintChain(SqlText sql, ChainDriver chain)
    {
        var (target, reference) = (sql.NewAlias(), sql.NewAlias());
        sql.Add($"select distinct {reference}.rid, {reference}.updated from (");
        PrintSet(sql, chain.Target);
        sql.Add($") {target} cross join index_reference {reference} indexed by index_reference_value where {reference}.target = {target}.rid and {reference}.param = ").Bind(chain.Parameter);
    }

    private void PrintReferred(SqlText sql, ReferredDriver referred, long type)
    {
        var (source, reference, resource) = (sql.NewAlias(), sql.NewAlias(), sql.NewAlias());
        sql.Add($"select distinct {resource}.rid, {resource}.updated from (");
        PrintSet(sql, referred.Source);
        sql.Add($") {source} cross join index_reference {reference} cross join resource {resource} where {reference}.rid = {source}.rid and {reference}.param = ").Bind(referred.Parameter);
        sql.Add($" and {resource}.rid = {reference}.target and {resource}.deleted = 0 and {resource}.type = ").Bind(type);
    }

    private void PrintSet(SqlText sql, SearchPlan plan)
    {
        var row = sql.NewAlias();
        sql.Add($"select {row}.rid ");
        Print(sql, row, plan);
    }
}

using Tessera.Database;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching;

/// <summary>Prints a condition about one row that has the columns <c>rid</c> and <c>updated</c>.</summary>
internal sealed class ConditionPrinter(Action<SqlText, string> printAccess)
{
    /// <summary>Prints the condition.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="row">Alias of the row.</param>
    /// <param name="condition">The condition.</param>
    public void Print(SqlText sql, string row, Condition condition)
    {
        switch (condition)
        {
            case Constant constant: sql.Add(constant.Value ? "1" : "0"); break;
            case All all: Join(sql, row, all.Parts, 0, all.Parts.Count, " and "); break;
            case Any any: Join(sql, row, any.Parts, 0, any.Parts.Count, " or "); break;
            case Negated negated:
                sql.Add("not (");
                Print(sql, row, negated.Part);
                sql.Add(")");
                break;
            case Resources resources: sql.Add($"{row}.rid in ").BindList(resources.Rids); break;
            case Updated updated: ValueTestPrinter.PrintUpdated(sql, row, updated.Test); break;
            case Rows rows: Exists(sql, row, rows); break;
            case Referred referred: Exists(sql, row, referred); break;
            case ReferredByUrl referred: Exists(sql, row, referred); break;
            case Content content: Exists(sql, row, content); break;
            default: throw new InvalidOperationException($"no SQL for {condition.GetType().Name}");
        }
    }

    /// <summary>Prints the test of an index row.</summary>
    public void PrintTest(SqlText sql, string row, Rows rows)
    {
        if (rows.Test is CanonicalTest canonical)
        {
            PrintCanonical(sql, row, canonical);
            return;
        }
        if (rows.Test is not TargetTest target)
        {
            // The few rows of one resource are found by its number; the engine, which knows no frequencies, might prefer a range of values.
            ValueTestPrinter.Print(sql, rows.Test is KeyTest or KeySetTest ? row : "+" + row, rows.Table, rows.Test);
            return;
        }
        var other = sql.NewAlias();
        sql.Add($"exists (select 1 from resource {other} where {other}.rid = {row}.target and {other}.deleted = 0 and {other}.type = ").Bind(target.TargetType);
        printAccess(sql, other);
        sql.Add(" and ");
        Print(sql, other, target.Target);
        sql.Add(")");
    }

    private void PrintCanonical(SqlText sql, string row, CanonicalTest test)
    {
        var (url, other) = (sql.NewAlias(), sql.NewAlias());
        sql.Add($"exists (select 1 from index_uri {url} indexed by index_uri_value cross join resource {other} where {row}.target < 0 and {url}.uri = -{row}.target and {url}.param in ");
        sql.BindList(test.Urls).Add($" and {other}.rid = {url}.rid and {other}.deleted = 0 and {other}.type = ").Bind(test.TargetType);
        printAccess(sql, other);
        sql.Add(" and ");
        Print(sql, other, test.Target);
        sql.Add(")");
    }

    private void Exists(SqlText sql, string row, ReferredByUrl referred)
    {
        var (url, reference, source) = (sql.NewAlias(), sql.NewAlias(), sql.NewAlias());
        sql.Add($"exists (select 1 from index_uri {url} cross join index_reference {reference} indexed by index_reference_value cross join resource {source} where {url}.rid = {row}.rid and {url}.param in ");
        sql.BindList(referred.Urls).Add($" and {reference}.target = -{url}.uri and {reference}.param = ").Bind(referred.Parameter);
        sql.Add($" and {source}.rid = {reference}.rid and {source}.type = ").Bind(referred.SourceType);
        printAccess(sql, source);
        sql.Add(" and ");
        Print(sql, source, referred.Source);
        sql.Add(")");
    }

    // In halves: the engine counts how deep an expression is, and a row of a thousand words is a thousand deep.
    private void Join(SqlText sql, string row, IReadOnlyList<Condition> parts, int from, int to, string word)
    {
        if (to - from == 1)
        {
            Print(sql, row, parts[from]);
            return;
        }
        var middle = (from + to) / 2;
        sql.Add("(");
        Join(sql, row, parts, from, middle, word);
        sql.Add(word);
        Join(sql, row, parts, middle, to, word);
        sql.Add(")");
    }

    private void Exists(SqlText sql, string row, Rows rows)
    {
        var value = sql.NewAlias();
        sql.Add($"exists (select 1 from {rows.Table.Name} {value} where {value}.rid = {row}.rid and {value}.param = ").Bind(rows.Parameter).Add(" and ");
        PrintTest(sql, value, rows);
        sql.Add(")");
    }

    private static void Exists(SqlText sql, string row, Content content)
    {
        var resource = sql.NewAlias();
        sql.Add($"exists (select 1 from resource {resource} where {resource}.rid = {row}.rid and {DatabaseConnection.TestFunction}(").Bind(content.Test).Add($", {resource}.body))");
    }

    private void Exists(SqlText sql, string row, Referred referred)
    {
        var (reference, source) = (sql.NewAlias(), sql.NewAlias());
        sql.Add($"exists (select 1 from index_reference {reference} indexed by index_reference_value cross join resource {source} on {source}.rid = {reference}.rid");
        sql.Add($" where {reference}.target = {row}.rid and {reference}.param = ").Bind(referred.Parameter).Add($" and {source}.type = ").Bind(referred.SourceType);
        printAccess(sql, source);
        sql.Add(" and ");
        Print(sql, source, referred.Source);
        sql.Add(")");
    }
}

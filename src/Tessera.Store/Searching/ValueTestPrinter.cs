using Tessera.Database;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching;

/// <summary>Prints the test of one index row. What each prefix means for ranges is https://hl7.org/fhir/R4/search.html#prefix</summary>
internal static class ValueTestPrinter
{
    /// <summary>Prints a test of the row with this alias; <see cref="TargetTest"/> is the condition printer's.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="row">Alias of the row; with a plus before it, columns are only compared and no index is chosen by them.</param>
    /// <param name="table">Its table.</param>
    /// <param name="test">The test.</param>
    public static void Print(SqlText sql, string row, ValueTable table, ValueTest test)
    {
        switch (test)
        {
            case AnyValue: sql.Add("1"); break;
            case KeyTest { Keys: [var only] }: sql.Add($"{row}.{table.Key} = ").Bind(only); break;
            case KeyTest keys: sql.Add($"{row}.{table.Key} in ").BindList(keys.Keys); break;
            // One JSON parameter keeps the text of the statement the same for two keys and for two thousand.
            case KeySetTest keys: sql.Add($"{row}.{table.Key} in (select value from json_each(").Bind("[" + string.Join(',', keys.Keys) + "]").Add("))"); break;
            case SystemTest system: sql.Add($"(select system from code where id = {row}.code) = ").Bind(system.System); break;
            case TypeTest type: sql.Add($"(select type from resource_id where rid = {row}.target) = ").Bind(type.TargetType); break;
            case BelowTest below: Below(sql, row, below.Uri); break;
            case TextTest text: Text(sql, row, text); break;
            case DateTest date: Range(sql, row, date.Prefix, "low", "high", date.Range.Low, date.Range.High, isHalfOpen: true); break;
            case NumberTest number: Number(sql, row, number.Prefix, "value", "value", number.Range); break;
            case QuantityTest quantity: Quantity(sql, row, quantity); break;
            default: throw new InvalidOperationException($"no SQL for {test.GetType().Name}");
        }
    }

    /// <summary>The value that a test compares the high end of a range with; null when it bounds the low end.</summary>
    public static SqlValue? HighBound(ValueTest test) => test switch
    {
        DateTest { Prefix: SearchPrefix.Greater } date => date.Range.High,
        DateTest { Prefix: SearchPrefix.GreaterOrEqual or SearchPrefix.EndsBefore } date => date.Range.Low,
        QuantityTest { Prefix: SearchPrefix.Greater or SearchPrefix.GreaterOrEqual or SearchPrefix.EndsBefore } quantity => quantity.Range.Value,
        _ => null,
    };

    /// <summary>Prints a test of the time of the last change, an instant of one millisecond.</summary>
    public static void PrintUpdated(SqlText sql, string row, DateTest test)
    {
        var (from, to) = (test.Range.Low, test.Range.High);
        switch (test.Prefix)
        {
            case SearchPrefix.NotEqual: sql.Add($"({row}.updated < ").Bind(from).Add($" or {row}.updated >= ").Bind(to).Add(")"); break;
            case SearchPrefix.Greater or SearchPrefix.StartsAfter: sql.Add($"{row}.updated >= ").Bind(to); break;
            case SearchPrefix.GreaterOrEqual: sql.Add($"{row}.updated >= ").Bind(from); break;
            case SearchPrefix.Less or SearchPrefix.EndsBefore: sql.Add($"{row}.updated < ").Bind(from); break;
            case SearchPrefix.LessOrEqual: sql.Add($"{row}.updated < ").Bind(to); break;
            default: sql.Add($"{row}.updated >= ").Bind(from).Add($" and {row}.updated < ").Bind(to); break;
        }
    }

    // Everything below is the URI and a slash, up to the character after the slash.
    private static void Below(SqlText sql, string row, string uri)
    {
        sql.Add($"{row}.uri in (select id from uri where text = ").Bind(uri);
        sql.Add(" or (text >= ").Bind(uri + "/").Add(" and text < ").Bind(uri + "0").Add("))");
    }

    private static void Text(SqlText sql, string row, TextTest test)
    {
        switch (test.Comparison)
        {
            case TextComparison.Exact:
                sql.Add($"{row}.folded = ").Bind(test.Folded).Add($" and {row}.text = ").Bind(test.Text);
                break;
            case TextComparison.Contains:
                sql.Add($"instr({row}.folded, ").Bind(test.Folded).Add(") > 0");
                break;
            default:
                // Stored texts are UTF-8 compared byte by byte: all that start with a text lie between it and it with the greatest character.
                sql.Add($"{row}.folded >= ").Bind(test.Folded).Add($" and {row}.folded < ").Bind(test.Folded + "\U0010FFFF");
                break;
        }
    }

    private static void Quantity(SqlText sql, string row, QuantityTest test)
    {
        Number(sql, row, test.Prefix, "low", "high", test.Range);
        if (test.Codes is null) return;
        sql.Add($" and ({row}.code in ").BindList(test.Codes).Add($" or {row}.unit in ").BindList(test.Units ?? []).Add(")");
    }

    /// <summary>A number is a range only to be equal to; above and below are meant to the letter (lt100 is less than exactly 100).</summary>
    private static void Number(SqlText sql, string row, SearchPrefix prefix, string low, string high, Fhir.Search.Indexing.DecimalRange range)
    {
        var isEquality = prefix is SearchPrefix.Equal or SearchPrefix.NotEqual or SearchPrefix.Approximate;
        Range(sql, row, prefix, low, high, isEquality ? range.Low : range.Value, isEquality ? range.High : range.Value, isHalfOpen: false);
    }

    private static void Range(SqlText sql, string row, SearchPrefix prefix, string low, string high, SqlValue from, SqlValue to, bool isHalfOpen)
    {
        // A stored date ends before its high, a stored number at it.
        var atMost = isHalfOpen ? "<=" : "<";
        var after = isHalfOpen ? ">" : ">=";
        switch (prefix)
        {
            // A range within another begins within it: that bounds the index from both sides.
            case SearchPrefix.Equal: Within(sql.Add($"{row}.{low} < ").Bind(to).Add(" and "), row, low, high, from, to, atMost); break;
            case SearchPrefix.NotEqual: Within(sql.Add("not ("), row, low, high, from, to, atMost).Add(")"); break;
            case SearchPrefix.Greater: sql.Add($"{row}.{high} > ").Bind(to); break;
            case SearchPrefix.Less: sql.Add($"{row}.{low} < ").Bind(from); break;
            // The first test is implied by the second; it lets an index be used.
            case SearchPrefix.GreaterOrEqual when isHalfOpen:
                Or(sql.Add($"{row}.{high} > ").Bind(from).Add(" and "), row, low, high, from, to, $"{row}.{high} > ", to);
                break;
            case SearchPrefix.LessOrEqual when isHalfOpen:
                Or(sql.Add($"{row}.{low} < ").Bind(to).Add(" and "), row, low, high, from, to, $"{row}.{low} < ", from);
                break;
            case SearchPrefix.GreaterOrEqual: sql.Add($"{row}.{high} >= ").Bind(to); break;
            case SearchPrefix.LessOrEqual: sql.Add($"{row}.{low} <= ").Bind(from); break;
            case SearchPrefix.StartsAfter: sql.Add($"{row}.{low} {(isHalfOpen ? ">=" : ">")} ").Bind(to); break;
            case SearchPrefix.EndsBefore: sql.Add($"{row}.{high} {(isHalfOpen ? "<=" : "<")} ").Bind(from); break;
            default: sql.Add($"{row}.{low} < ").Bind(to).Add($" and {row}.{high} {after} ").Bind(from); break;
        }
    }

    private static SqlText Within(SqlText sql, string row, string low, string high, SqlValue from, SqlValue to, string atMost) =>
        sql.Add($"{row}.{low} >= ").Bind(from).Add($" and {row}.{high} {atMost} ").Bind(to);

    private static void Or(SqlText sql, string row, string low, string high, SqlValue from, SqlValue to, string other, SqlValue value)
    {
        sql.Add("(").Add(other).Bind(value).Add(" or (");
        Within(sql, row, low, high, from, to, "<=").Add("))");
    }
}

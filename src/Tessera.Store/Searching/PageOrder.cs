using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Schema;

namespace Tessera.Store.Searching;

/// <summary>The order of a search's matches and where a page begins in it. The last key is the resource's number, so that the order is
/// total and a match that does not change appears exactly once, whatever is written between two pages.</summary>
internal sealed class PageOrder(SearchQuery query, Vocabulary vocabulary, UnitLines units)
{
    /// <summary>Whether the order is that of time, which index rows have.</summary>
    public bool IsByTime => query.Sort.Count == 0 || query.Sort is [{ Parameter.Code: "_lastUpdated" }];

    private bool NewestFirst => query.Sort.Count == 0 || query.Sort[0].Descending;

    private string TimeDirection => NewestFirst ? "desc" : "asc";

    /// <summary>Prints <c>and …</c> for rows after the cursor, for an order by time.</summary>
    public void PrintTimeCursor(SqlText sql, string row)
    {
        if (query.Cursor?.Values is not [var updated, var rid]) return;
        sql.Add($" and ({row}.updated, {row}.rid) {(NewestFirst ? "<" : ">")} (").Bind((long)updated!).Add(", ").Bind((long)rid!).Add(")");
    }

    public void PrintTimeOrder(SqlText sql, string row) => sql.Add($" order by {row}.updated {TimeDirection}, {row}.rid {TimeDirection}");

    /// <summary>Prints the sort keys of a row as <c>k0, k1 …</c></summary>
    public void PrintKeys(SqlText sql, string row)
    {
        for (var i = 0; i < query.Sort.Count; i++)
        {
            sql.Add(", ");
            PrintKey(sql, row, query.Sort[i]);
            sql.Add($" as k{i}");
        }
    }

    /// <summary>Prints <c>where …</c> for rows after the cursor: equal in the first keys, after in the next, key by key.</summary>
    public void PrintKeyCursor(SqlText sql, string row)
    {
        if (query.Cursor is not { } cursor) return;
        sql.Add(" where (0");
        for (var i = 0; i <= query.Sort.Count; i++)
        {
            sql.Add(" or (1");
            for (var j = 0; j < i; j++) sql.Add($" and {row}.k{j} is ").Bind(Value(cursor.Values[j]));
            if (i == query.Sort.Count) sql.Add($" and {row}.rid < ").Bind(Value(cursor.Values[i]));
            else PrintAfter(sql, $"{row}.k{i}", cursor.Values[i], query.Sort[i].Descending);
            sql.Add(")");
        }
        sql.Add(")");
    }

    /// <summary>Prints <c>order by …</c>: resources without a value come last in either direction.</summary>
    public void PrintKeyOrder(SqlText sql, string row)
    {
        sql.Add(" order by ");
        for (var i = 0; i < query.Sort.Count; i++)
            sql.Add($"{row}.k{i} is null, {row}.k{i} {(query.Sort[i].Descending ? "desc" : "asc")}, ");
        sql.Add($"{row}.rid desc");
    }

    /// <summary>The cursor of a row: its keys and number.</summary>
    public string Cursor(IReadOnlyList<object?> values) => new SearchCursor(values).ToText(query);

    private static void PrintAfter(SqlText sql, string key, object? value, bool descending)
    {
        if (value is null) sql.Add(" and 0");
        else sql.Add($" and ({key} {(descending ? "<" : ">")} ").Bind(Value(value)).Add($" or {key} is null)");
    }

    // Of several values the least counts upwards and the greatest downwards (https://hl7.org/fhir/R4/search.html#sort).
    private void PrintKey(SqlText sql, string row, SearchSort sort)
    {
        var pick = sort.Descending ? "max" : "min";
        var source = sort.Parameter switch
        {
            { Code: "_lastUpdated" } => $"{row}.updated",
            { Code: "_id" } => $"(select k.id from resource_id k where k.rid = {row}.rid)",
            { Type: SearchParameterType.Date } => From($"{pick}(k.{(sort.Descending ? "high" : "low")})", "index_date k"),
            { Type: SearchParameterType.String } => From($"{pick}(k.folded)", "index_string k"),
            { Type: SearchParameterType.Number } => From($"{pick}(k.value)", "index_number k"),
            { Type: SearchParameterType.Quantity } => From(Finite($"{pick}({units.InBase(sort.Descending ? "k.high" : "k.low")})"), "index_quantity k"),
            { Type: SearchParameterType.Token } => From($"{pick}(c.folded)", "index_token k cross join code c on c.id = k.code and c.system >= 0"),
            { Type: SearchParameterType.Uri } => From($"{pick}(u.text)", "index_uri k cross join uri u on u.id = k.uri"),
            _ => From($"{pick}(k.target)", "index_reference k"),
        };
        sql.Add(source);
        if (!source.EndsWith(" and ", StringComparison.Ordinal)) return;
        PrintParameter(sql, sort.Parameter);
        sql.Add(")");

        string From(string value, string table) => $"(select {value} from {table} where k.rid = {row}.rid and ";
    }

    private void PrintParameter(SqlText sql, SearchParameter parameter)
    {
        if (parameter.Union is not { TargetType: { } type })
        {
            sql.Add("k.param in ").BindList(vocabulary.RowsByValue(parameter));
            return;
        }
        sql.Add("(k.param in ").BindList(vocabulary.RowsByValue(parameter)).Add(" or k.param in ").BindList(vocabulary.RowsByTarget(parameter));
        sql.Add(" and (select t.type from resource_id t where t.rid = k.target) = ").Bind(vocabulary.Type(type)).Add(")");
    }

    // Open ends of ranges, as numbers that a cursor can carry.
    private static string Finite(string value) => $"min(max({value}, -1e300), 1e300)";

    private static SqlValue Value(object? value) => value switch
    {
        long whole => whole,
        double real => real,
        string text => text,
        _ => SqlValue.Null,
    };
}

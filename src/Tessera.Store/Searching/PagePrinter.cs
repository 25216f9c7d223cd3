using Tessera.Fhir.Search;
using Tessera.Store.Schema;
using Tessera.Store.Searching.Planning;

namespace Tessera.Store.Searching;

/// <summary>Prints the statement that gives a page: the number of each match with what it is ordered by, and one match more, which tells
/// that there is a next page. Of several types each gives a page of its own, and the page is the first of these together.</summary>
internal sealed class PagePrinter(Vocabulary vocabulary, CompiledAccess access, UnitLines units)
{
    public SqlText Print(SearchQuery query, IReadOnlyList<SearchedType> types)
    {
        if (types is [var only]) return PrintOne(new SqlText(), query, only);
        var order = new PageOrder(query, vocabulary, units);
        var sql = new SqlText().Add("select * from (");
        for (var i = 0; i < types.Count; i++)
        {
            sql.Add(i == 0 ? "select * from (" : " union all select * from (");
            PrintOne(sql, query, types[i]).Add(")");
        }
        sql.Add(") s");
        if (order.IsByTime) order.PrintTimeOrder(sql, "s");
        else order.PrintKeyOrder(sql, "s");
        return sql.Add(" limit ").Bind(query.Count + 1L);
    }

    private SqlText PrintOne(SqlText sql, SearchQuery query, SearchedType type)
    {
        // The parameters of the order are those of the type, all else is that of the whole search.
        var order = new PageOrder(type.Query with { Cursor = query.Cursor }, vocabulary, units);
        if (!order.IsByTime) ByKeys(sql, type.Plan, order);
        else if (type.Plan.Driver is UnionDriver { IsOrdered: true } union) ByTime(sql, query, type.Plan, union, order);
        else ByTime(sql, type.Plan, order);
        return sql.Add(" limit ").Bind(query.Count + 1L);
    }

    private void ByTime(SqlText sql, SearchPlan plan, PageOrder order)
    {
        sql.Add("select d.rid, d.updated ");
        new SourcePrinter(access).Print(sql, "d", plan);
        order.PrintTimeCursor(sql, "d");
        order.PrintTimeOrder(sql, "d");
    }

    /// <summary>A page of each part; the page is the first of these together, each resource once.</summary>
    private void ByTime(SqlText sql, SearchQuery query, SearchPlan plan, UnionDriver union, PageOrder order)
    {
        sql.Add("select * from (");
        for (var i = 0; i < union.Parts.Count; i++)
        {
            sql.Add(i == 0 ? "select * from (" : " union select * from (");
            ByTime(sql, plan with { Driver = union.Parts[i] }, order);
            sql.Add(" limit ").Bind(query.Count + 1L).Add(")");
        }
        sql.Add(") s");
        order.PrintTimeOrder(sql, "s");
    }

    private void ByKeys(SqlText sql, SearchPlan plan, PageOrder order)
    {
        sql.Add("select * from (select d.rid as rid");
        order.PrintKeys(sql, "d");
        sql.Add(" ");
        new SourcePrinter(access).Print(sql, "d", plan);
        sql.Add(") s");
        order.PrintKeyCursor(sql, "s");
        order.PrintKeyOrder(sql, "s");
    }
}

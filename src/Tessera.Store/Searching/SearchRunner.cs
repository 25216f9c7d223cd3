using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Reading;
using Tessera.Store.Schema;
using Tessera.Store.Searching.Conditions;
using Tessera.Store.Searching.Planning;

namespace Tessera.Store.Searching;

/// <summary>Runs one search on one connection, which sees one moment.</summary>
internal sealed class SearchRunner(Vocabulary vocabulary, DatabaseConnection connection, CompiledAccess access)
{
    public SearchPage Run(SearchQuery query)
    {
        var type = vocabulary.Type(query.Type);
        var resolver = new ConditionResolver(vocabulary, connection);
        var condition = type == 0 ? Condition.Never : resolver.Resolve(query.Type, query.Filter);
        if (condition == Condition.Never || (access.Types is { } types && !types.Contains(type)))
            return new SearchPage([], [], null, query.Total == SearchTotal.None ? null : 0) { Issues = resolver.Issues };
        foreach (var sort in query.Sort) resolver.Note(sort.Parameter);
        foreach (var include in query.Includes)
            if (include.Reference is { } reference) resolver.Note(reference);
        var plan = new SearchPlanner(connection, access).Plan(type, condition);
        long? total = query.Total == SearchTotal.None ? null : Count(plan);
        if (query.CountOnly) return new SearchPage([], [], null, total) { Issues = resolver.Issues };
        var (rids, next) = Page(query, plan);
        var bodies = new BodyReader(vocabulary, connection);
        var included = new IncludedResources(vocabulary, connection, access);
        return new SearchPage(bodies.Read(rids), bodies.Read(included.Find(query.Includes, rids)), next, total) { Issues = [.. resolver.Issues, .. included.Issues] };
    }

    /// <summary>The statement that gives a page; for tests of its plan.</summary>
    internal SqlText PageStatement(SearchQuery query, SearchPlan plan)
    {
        var order = new PageOrder(query, vocabulary);
        return order.IsByTime ? ByTime(query, plan, order) : ByKeys(query, plan, order);
    }

    private SqlText ByTime(SearchQuery query, SearchPlan plan, PageOrder order)
    {
        var sql = new SqlText().Add("select d.rid, d.updated ");
        new SourcePrinter(access).Print(sql, "d", plan);
        order.PrintTimeCursor(sql, "d");
        order.PrintTimeOrder(sql, "d");
        return sql.Add(" limit ").Bind(query.Count + 1L);
    }

    private SqlText ByKeys(SearchQuery query, SearchPlan plan, PageOrder order)
    {
        var sql = new SqlText().Add("select * from (select d.rid as rid");
        order.PrintKeys(sql, "d");
        sql.Add(" ");
        new SourcePrinter(access).Print(sql, "d", plan);
        sql.Add(") s");
        order.PrintKeyCursor(sql, "s");
        order.PrintKeyOrder(sql, "s");
        return sql.Add(" limit ").Bind(query.Count + 1L);
    }

    private (List<long> Rids, string? Next) Page(SearchQuery query, SearchPlan plan)
    {
        var order = new PageOrder(query, vocabulary);
        using var rows = PageStatement(query, plan).Query(connection);
        var rids = new List<long>();
        object?[] last = [];
        while (rows.Step())
        {
            // One row more than the page tells that there is a next one.
            if (rids.Count == query.Count) return (rids, order.Cursor(last));
            rids.Add(rows.Long(0));
            last = order.IsByTime ? [rows.Long(1), rows.Long(0)] : [.. Enumerable.Range(1, query.Sort.Count).Select(rows.Value), rows.Long(0)];
        }
        return (rids, null);
    }

    private long Count(SearchPlan plan)
    {
        var sql = new SqlText().Add("select count(*) ");
        new SourcePrinter(access).Print(sql, "d", plan);
        using var row = sql.Query(connection);
        return row.Step() ? row.Long(0) : 0;
    }
}

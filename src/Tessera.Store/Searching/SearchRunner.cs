using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Reading;
using Tessera.Store.Schema;
using Tessera.Store.Searching.Conditions;
using Tessera.Store.Searching.Planning;

namespace Tessera.Store.Searching;

/// <summary>Runs one search on one connection, which sees one moment.</summary>
internal sealed class SearchRunner(Vocabulary vocabulary, DatabaseConnection connection, Access caller, CompiledAccess access)
{
    public SearchPage Run(SearchQuery query)
    {
        var resolver = new ConditionResolver(vocabulary, connection);
        var types = new List<SearchedType>();
        foreach (var part in query.Parts.Count > 0 ? query.Parts : [query])
            if (Plan(part, resolver) is { } plan) types.Add(new SearchedType(part, plan));
        NoteUse(query, resolver);
        long? total = query.Total == SearchTotal.None ? null : types.Sum(type => Count(type.Plan));
        if (types.Count == 0 || query.CountOnly) return new SearchPage([], [], null, total) { Issues = resolver.Issues };
        var (rids, next) = Page(query, types);
        var bodies = new BodyReader(vocabulary, connection, caller);
        var included = new IncludedResources(vocabulary, connection, access);
        return new SearchPage(bodies.Read(rids), bodies.Read(included.Find(query.Includes, rids)), next, total) { Issues = Distinct([.. resolver.Issues, .. included.Issues]) };
    }

    /// <summary>The statement that gives a page; for tests of its plan.</summary>
    internal SqlText PageStatement(SearchQuery query, SearchPlan plan) => new PagePrinter(vocabulary, access, Units([query])).Print(query, [new SearchedType(query, plan)]);

    private UnitLines Units(IEnumerable<SearchQuery> queries) => UnitLines.Of(new SeenCodes(connection), queries);

    private SearchPlan? Plan(SearchQuery query, ConditionResolver resolver)
    {
        var type = vocabulary.Type(query.Type);
        if (type == 0 || access.Types?.Contains(type) == false) return null;
        var condition = resolver.Resolve(query.Type, query.Filter);
        foreach (var sort in query.Sort) resolver.Note(sort.Parameter);
        return condition == Condition.Never ? null : new SearchPlanner(connection, access).Plan(type, condition);
    }

    private static void NoteUse(SearchQuery query, ConditionResolver resolver)
    {
        foreach (var include in query.Includes)
            if (include.Reference is { } reference) resolver.Note(reference);
    }

    private (List<long> Rids, string? Next) Page(SearchQuery query, List<SearchedType> types)
    {
        var units = Units(types.Select(type => type.Query));
        var order = new PageOrder(query, vocabulary, units);
        using var rows = new PagePrinter(vocabulary, access, units).Print(query, types).Query(connection);
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

    // Several types may have the same to say.
    private static List<Issue> Distinct(List<Issue> issues) => issues.Count < 2 ? issues : [.. issues.DistinctBy(issue => (issue.Expression, issue.Message))];
}

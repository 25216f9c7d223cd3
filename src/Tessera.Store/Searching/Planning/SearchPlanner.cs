using Tessera.Database;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching.Planning;

/// <summary>Chooses where a search starts: at the condition with the fewest rows when some condition has few, else by walking in the
/// order of time, where a page is soon full because no condition has few. Rows are counted up to a limit only.</summary>
internal sealed class SearchPlanner(DatabaseConnection connection, CompiledAccess access)
{
    private const long Few = 64;
    private const long Many = 2048;

    // The engine unites at most 500: https://www.sqlite.org/limits.html
    private const int MostParts = 250;

    public SearchPlan Plan(long type, Condition condition)
    {
        IReadOnlyList<Condition> parts = condition is All all ? all.Parts : [condition];
        var candidates = Candidates(type, parts);
        if (candidates.Count == 0) return new SearchPlan(type, new RecencyDriver(), condition, Many);
        if (candidates is [{ Driver: RowsDriver { IsOrdered: true } or UnionDriver { IsOrdered: true } or ResourcesDriver } only]) return Make(type, parts, only, Few);
        return Cheapest(type, parts, candidates, Few) ?? Cheapest(type, parts, candidates, Many) ?? Walk(type, parts, candidates);
    }

    private static SearchPlan Make(long type, IReadOnlyList<Condition> parts, Candidate chosen, long estimate) =>
        new(type, chosen.Driver, Condition.AllOf(parts.Where(part => !ReferenceEquals(part, chosen.Part))), estimate);

    private SearchPlan? Cheapest(long type, IReadOnlyList<Condition> parts, List<Candidate> candidates, long limit)
    {
        var (best, least) = (default(Candidate), limit);
        foreach (var candidate in candidates)
        {
            var count = Count(type, candidate.Driver, least);
            if (count < least) (best, least) = (candidate, count);
        }
        return best is null ? null : Make(type, parts, best, least);
    }

    private static SearchPlan Walk(long type, IReadOnlyList<Condition> parts, List<Candidate> candidates) =>
        candidates.Find(candidate => candidate.Driver.IsOrdered) is { } ordered
            ? Make(type, parts, ordered, Many)
            : new SearchPlan(type, new RecencyDriver(), Condition.AllOf(parts), Many);

    private List<Candidate> Candidates(long type, IReadOnlyList<Condition> parts)
    {
        var candidates = new List<Candidate>();
        foreach (var part in parts)
            if (Driver(part) is { } driver) candidates.Add(new Candidate(driver, part));
        // What belongs to no patient is found through its type only, so the patients lead to everything only where that cannot be.
        if (access.Patients is { } patients && !access.Shared.Contains(type)) candidates.Add(new Candidate(new PatientsDriver(patients), null));
        return candidates;
    }

    private Driver? Driver(Condition part) => part switch
    {
        Resources resources => new ResourcesDriver(resources.Rids),
        Rows { Test: TargetTest target } rows => new ChainDriver(rows.Parameter, target.TargetType, Plan(target.TargetType, target.Target)),
        // Nearly all resources have a reference of the type: walking finds them sooner.
        Rows { Test: CanonicalTest or TypeTest } => null,
        Rows rows => Union(RowsDriver.Of(rows)),
        Referred referred => new ReferredDriver(referred.Parameter, Plan(referred.SourceType, referred.Source)),
        Any any when any.Parts.All(alternative => alternative is Rows { Test: not (TargetTest or CanonicalTest or TypeTest) }) => Union([.. any.Parts.SelectMany(alternative => RowsDriver.Of((Rows)alternative))]),
        _ => null,
    };

    private static Driver? Union(IReadOnlyList<RowsDriver> parts) => parts.Count switch { 1 => parts[0], > MostParts => null, _ => new UnionDriver(parts) };

    private long Count(long type, Driver driver, long limit) => driver switch
    {
        ResourcesDriver resources => resources.Rids.Count,
        RowsDriver rows => Count(rows, limit),
        UnionDriver union => union.Parts.Sum(part => Count(part, limit)),
        ChainDriver chain => chain.Target.Estimate,
        ReferredDriver referred => referred.Source.Estimate,
        PatientsDriver patients => Count(type, patients, limit),
        _ => limit,
    };

    private long Count(RowsDriver driver, long limit)
    {
        // Counting what contains a text, or is of a system, reads as much as finding it.
        if (driver.Rows.Test is SystemTest or TextTest { Comparison: TextComparison.Contains }) return limit >= Many ? Many - 1 : limit;
        var sql = new SqlText().Add("select count(*) from (select 1 from ");
        SourcePrinter.PrintRows(sql, "v", driver);
        sql.Add(" limit ").Bind(limit).Add(")");
        return First(sql);
    }

    private long Count(long type, PatientsDriver driver, long limit)
    {
        var sql = new SqlText().Add("select count(*) from (select 1 from ");
        SourcePrinter.PrintPatients(sql, "v", type, driver);
        sql.Add(" limit ").Bind(limit).Add(")");
        return First(sql);
    }

    private long First(SqlText sql)
    {
        using var row = sql.Query(connection);
        return row.Step() ? row.Long(0) : 0;
    }

    private sealed record Candidate(Driver Driver, Condition? Part);
}

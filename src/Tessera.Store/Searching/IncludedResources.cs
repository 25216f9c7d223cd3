using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Schema;

namespace Tessera.Store.Searching;

/// <summary>Finds what comes along with the matches of a page: first from the matches, then, where it iterates, from what came along, round by
/// round until nothing new comes. What was seen is not followed again, so circles end.</summary>
internal sealed class IncludedResources(Vocabulary vocabulary, DatabaseConnection connection, CompiledAccess access)
{
    private const int MostRounds = 10;
    private const int MostResources = 10_000;

    private readonly List<long> included = [];
    private readonly List<Issue> issues = [];
    private HashSet<long> seen = [];

    /// <summary>What was cut off, in words for the caller.</summary>
    public IReadOnlyList<Issue> Issues => issues;

    /// <summary>Numbers of the resources, each once and none that is a match.</summary>
    public List<long> Find(IReadOnlyList<SearchInclude> includes, List<long> matches)
    {
        if (matches.Count == 0 || includes.Count == 0) return included;
        seen = [.. matches];
        var from = matches;
        for (var round = 0; from.Count > 0 && included.Count < MostResources; round++)
        {
            if (round == MostRounds)
            {
                issues.Add(CutOff($"References were followed for {MostRounds} rounds; what lies beyond is not in the answer."));
                break;
            }
            from = Follow(includes.Where(include => round == 0 || include.Iterates), from);
        }
        if (included.Count >= MostResources) issues.Add(CutOff($"More than {MostResources} resources would come along; the rest is not in the answer."));
        return included;
    }

    private List<long> Follow(IEnumerable<SearchInclude> includes, List<long> from)
    {
        var found = new List<long>();
        var list = "[" + string.Join(',', from) + "]";
        foreach (var asked in includes)
        {
            if (Restricted(asked) is not { } include || Parameters(include, vocabulary.RowsByTarget) is not { } parameters) continue;
            Take(found, Direct(include, parameters, list));
            if (Canonicals(include) is { Count: > 0 } canonicals && Parameters(include, vocabulary.RowsByValue) is { } byUrl) Take(found, ByUrl(include, byUrl, canonicals, list));
        }
        return found;
    }

    /// <summary>A parameter that is restricted to a type leads to resources of this type only; null when others are asked for.</summary>
    private static SearchInclude? Restricted(SearchInclude include)
    {
        if (include.Reference?.Union?.TargetType is not { } type) return include;
        return include.TargetType is null || include.TargetType == type ? include with { TargetType = type } : null;
    }

    private void Take(List<long> found, SqlText sql)
    {
        using var rows = sql.Query(connection);
        while (included.Count < MostResources && rows.Step())
        {
            if (!seen.Add(rows.Long(0))) continue;
            included.Add(rows.Long(0));
            found.Add(rows.Long(0));
        }
    }

    /// <summary>The numbers of the parameters that are followed, none for all; null when no resource has one.</summary>
    private IReadOnlyList<long>? Parameters(SearchInclude include, Func<SearchParameter, IReadOnlyList<long>> rows)
    {
        if (include.TargetType is { } target && vocabulary.Type(target) == 0) return null;
        if (include.Reference is { } reference) return rows(reference) is { Count: > 0 } numbers ? numbers : null;
        if (include.SourceType is not { } type) return [];
        return vocabulary.References(type) is { Count: > 0 } all ? all : null;
    }

    // Only types with a canonical URL are meant by one.
    private IReadOnlyList<long> Canonicals(SearchInclude include) =>
        vocabulary.Canonicals(include.TargetType is { } target ? [target] : include.Reference?.Targets ?? []);

    private SqlText Direct(SearchInclude include, IReadOnlyList<long> parameters, string list)
    {
        var (from, to, index) = include.IsReverse ? ("target", "rid", " indexed by index_reference_value") : ("rid", "target", "");
        var sql = new SqlText().Add("select distinct r.rid from json_each(").Bind(list);
        sql.Add($") m cross join index_reference x{index} cross join resource r where x.{from} = m.value");
        Restrict(sql, parameters);
        sql.Add($" and r.rid = x.{to} and r.deleted = 0");
        return Finish(sql, include, "m.value");
    }

    /// <summary>References by canonical URL lead to the resources of this URL, whatever their version.</summary>
    private SqlText ByUrl(SearchInclude include, IReadOnlyList<long> parameters, IReadOnlyList<long> canonicals, string list)
    {
        var sql = new SqlText().Add("select distinct r.rid from json_each(").Bind(list);
        sql.Add(include.IsReverse
            ? ") m cross join index_uri u cross join index_reference x indexed by index_reference_value cross join resource r where u.rid = m.value and u.param in "
            : ") m cross join index_reference x cross join index_uri u indexed by index_uri_value cross join resource r where x.rid = m.value and x.target < 0 and u.uri = -x.target and u.param in ");
        sql.BindList(canonicals);
        if (include.IsReverse) sql.Add(" and x.target = -u.uri");
        Restrict(sql, parameters);
        sql.Add($" and r.rid = {(include.IsReverse ? "x" : "u")}.rid and r.deleted = 0");
        return Finish(sql, include, "m.value");
    }

    private static void Restrict(SqlText sql, IReadOnlyList<long> parameters)
    {
        if (parameters.Count == 1) sql.Add(" and x.param = ").Bind(parameters[0]);
        else if (parameters.Count > 1) sql.Add(" and x.param in ").BindList(parameters);
    }

    private SqlText Finish(SqlText sql, SearchInclude include, string match)
    {
        if (include is { IsReverse: true, SourceType: { } source, Reference: null }) sql.Add(" and r.type = ").Bind(vocabulary.Type(source));
        if (include.TargetType is { } target)
        {
            var type = vocabulary.Type(target);
            if (include.IsReverse) sql.Add($" and exists (select 1 from resource t where t.rid = {match} and t.type = ").Bind(type).Add(")");
            else sql.Add(" and r.type = ").Bind(type);
        }
        access.Print(sql, "r");
        return sql;
    }

    private static Issue CutOff(string message) => new(IssueSeverity.Warning, IssueType.TooCostly, "_include", message) { Fix = "Ask for a smaller page, or follow fewer references." };
}

using System.Text;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Search.Queries;
using Tessera.Fhir.Terminology;
using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Store.Searching;

/// <summary>The codes that the store has seen. What cannot be said in SQL, such as whether a code is in a value set, is decided code by code
/// before the search begins: a parameter has few different codes, whatever the number of resources.</summary>
internal sealed class SeenCodes(DatabaseConnection connection)
{
    // Reads the index from one code to the next instead of row by row.
    private const string CodesOfParameter = """
        with recursive each(code) as (
            select min(code) from index_token indexed by index_token_value where param = ?1
            union all
            select (select min(t.code) from index_token t indexed by index_token_value where t.param = ?1 and t.code > each.code) from each where each.code is not null)
        select c.id, c.code, coalesce(u.text, '') from each cross join code c on c.id = each.code left join uri u on u.id = c.system where c.system >= 0
        """;

    private const string CodesWithText = """
        select distinct t.code from code_text t where (t.folded >= ?2 and t.folded < ?3 or instr(t.folded, ' ' || ?2) > 0)
            and exists (select 1 from index_token x indexed by index_token_value where x.param = ?1 and x.code = t.code)
        """;

    /// <summary>Codes of parameters of which a word of some text begins with these folded words.</summary>
    public List<long> WithText(IReadOnlyList<long> parameters, string words)
    {
        var found = new List<long>();
        foreach (var parameter in parameters) found.AddRange(Numbers(CodesWithText, parameter, words, words + "\U0010FFFF"));
        return found;
    }

    /// <summary>Codes of parameters that are in a value set, and those of which it cannot be known here.</summary>
    public (List<long> Members, List<long> Undecided) Members(IReadOnlyList<long> parameters, MembershipMatch match, List<Issue> issues)
    {
        var (members, undecided, asked) = (new List<long>(), new List<long>(), new HashSet<long>());
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            using var rows = connection.Query(CodesOfParameter, parameter);
            while (rows.Step())
            {
                if (!asked.Add(rows.Long(0))) continue;
                var answer = Ask(match, rows.Text(2), rows.Text(1), out var lacking);
                if (answer == Membership.Member) members.Add(rows.Long(0));
                else if (answer == Membership.Unknown)
                {
                    undecided.Add(rows.Long(0));
                    missing.Add(lacking ?? match.Set.Url);
                }
            }
        }
        if (missing.Count > 0) issues.Add(Undecided(match, undecided.Count, missing));
        return (members, undecided);
    }

    /// <summary>The UCUM units that quantities were seen with, each with the number of its code.</summary>
    public List<(long Code, string Unit)> Units()
    {
        var units = new List<(long, string)>();
        using var rows = connection.Query("select c.id, c.code from quantity_unit q cross join code c on c.id = q.code join uri u on u.id = c.system where u.text = ?1", UcumConversion.System);
        while (rows.Step()) units.Add((rows.Long(0), rows.Text(1)));
        return units;
    }

    private static Membership Ask(MembershipMatch match, string system, string code, out string? missing)
    {
        missing = null;
        var text = Encoding.UTF8.GetBytes(code);
        if (system.Length > 0) return match.Set.Contains(Encoding.UTF8.GetBytes(system), text, out missing);
        return match.IsOfCodes ? match.Set.ContainsCode(text, out missing) : Membership.NotMember;
    }

    private static Issue Undecided(MembershipMatch match, int count, SortedSet<string> missing) =>
        new(IssueSeverity.Warning, IssueType.NotSupported, match.Parameter.Code,
            $"Of {count} different code{(count == 1 ? "" : "s")} it cannot be known here whether {match.Set.Url} holds {(count == 1 ? "it" : "them")}: {string.Join(", ", missing)} is not loaded. Resources with no other code are left out.")
        {
            Missing = missing.Min,
        };

    private List<long> Numbers(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = connection.Query(sql, values);
        var numbers = new List<long>();
        while (rows.Step()) numbers.Add(rows.Long(0));
        return numbers;
    }
}

using System.Globalization;
using Tessera.Database;
using Tessera.Fhir;

namespace Tessera.Centre.Verdicts;

/// <summary>Gives the numbers of rules and of sets of rules. Used by the one thread that writes verdicts.</summary>
internal sealed class FindingSets
{
    private const int MostRules = 64;

    private readonly Dictionary<RuleKey, long> rules = [];
    private readonly Dictionary<string, long> sets = new(StringComparer.Ordinal);

    /// <summary>The number of the set of rules that findings name; 0 for none. Only what is at least a warning counts: the rest is no reason
    /// to look at a resource.</summary>
    public long Of(DatabaseConnection connection, IReadOnlyList<Issue> issues)
    {
        SortedSet<long>? found = null;
        foreach (var issue in issues)
            if (issue.Severity >= IssueSeverity.Warning && (found?.Count ?? 0) < MostRules) (found ??= []).Add(Rule(connection, issue));
        if (found is null) return 0;
        var text = string.Join(',', found.Select(rule => rule.ToString(CultureInfo.InvariantCulture)));
        if (sets.TryGetValue(text, out var set)) return set;
        connection.Execute("insert into finding_set(rules) values (?1) on conflict(rules) do nothing", text);
        set = connection.Long("select id from finding_set where rules = ?1", text)!.Value;
        foreach (var rule in found)
            connection.Execute("insert into finding_set_rule(rule, finding_set) values (?1, ?2) on conflict do nothing", rule, set);
        sets.Add(text, set);
        return set;
    }

    /// <summary>Forgets all numbers: those given in a transaction that failed are none.</summary>
    public void Clear()
    {
        rules.Clear();
        sets.Clear();
    }

    /// <summary>The rules of a set, as its text says them.</summary>
    public static IReadOnlyList<long> Read(string text) =>
        text.Length == 0 ? [] : [.. text.Split(',').Select(number => long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture))];

    private long Rule(DatabaseConnection connection, Issue issue)
    {
        var key = RuleKey.Of(issue);
        if (rules.TryGetValue(key, out var rule)) return rule;
        connection.Execute("""
            insert into validation_rule(severity, issue_type, profile, constraint_key, missing, element, message, fix)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict do nothing
            """, (long)key.Severity, (long)key.Type, key.Profile, key.Constraint, key.Missing, key.Element, issue.Message, issue.Fix ?? "");
        rule = connection.Long("""
            select id from validation_rule
            where severity = ?1 and issue_type = ?2 and profile = ?3 and constraint_key = ?4 and missing = ?5 and element = ?6
            """, (long)key.Severity, (long)key.Type, key.Profile, key.Constraint, key.Missing, key.Element)!.Value;
        rules.Add(key, rule);
        return rule;
    }
}

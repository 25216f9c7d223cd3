using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.Verdicts;

/// <summary>Reads the findings behind the verdicts.</summary>
internal static class FindingReader
{
    public static IReadOnlyList<ValidationRule> Rules(DatabaseConnection connection)
    {
        using var rows = connection.Query("select id, severity, issue_type, profile, constraint_key, missing, element, message, fix from validation_rule order by id");
        var rules = new List<ValidationRule>();
        while (rows.Step())
        {
            rules.Add(new ValidationRule(rows.Long(0), (IssueSeverity)rows.Long(1), (IssueType)rows.Long(2), rows.Text(6))
            {
                Profile = OrNull(rows.Text(3)), Constraint = OrNull(rows.Text(4)), Missing = OrNull(rows.Text(5)), Message = rows.Text(7), Fix = OrNull(rows.Text(8)),
            });
        }

        return rules;
    }

    public static IReadOnlyList<FindingCount> Counts(DatabaseConnection connection)
    {
        using var rows = connection.Query("""
            select c.type, nullif(c.run, 0), c.verdict, coalesce(s.rules, ''), c.resources
            from finding_count c left join finding_set s on s.id = c.finding_set where c.resources > 0
            """);
        var counts = new List<FindingCount>();
        while (rows.Step()) counts.Add(new FindingCount(rows.Text(0), rows.LongOrNull(1), (Verdict)rows.Long(2), FindingSets.Read(rows.Text(3)), rows.Long(4)));
        return counts;
    }

    // Ordered as the index is: nothing is sorted, the first one costs the same whether there are ten or a million.
    public static IReadOnlyList<long> Resources(DatabaseConnection connection, long rule, string? type, IReadOnlyCollection<long>? runs, int skip, int count)
    {
        // Runs are numbers of ours, so they may stand in the text: there is no array to bind.
        var among = runs is null ? "" : $"and v.run in ({string.Join(',', runs)})";
        using var rows = connection.Query($"""
            select v.number from finding_set_rule s join verdict v indexed by verdict_finding on v.finding_set = s.finding_set and v.finding_set > 0
            where s.rule = ?1 and (?2 is null or v.type = ?2) {among}
            order by s.finding_set, v.type, v.run, v.verdict, v.number limit ?3 offset ?4
            """, rule, type, (long)count, (long)skip);
        var found = new List<long>();
        while (rows.Step()) found.Add(rows.Long(0));
        return found;
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}

using System.Text;

namespace Tessera.Fhir.Terminology;

/// <summary>Clauses of which a code has to pass one, grouped by code system: a question looks only at those that can answer it.</summary>
internal sealed class ClauseIndex
{
    private readonly byte[][] systems;
    private readonly Clause[][] bySystem;
    private readonly Clause[] others;

    public ClauseIndex(IEnumerable<Clause> clauses)
    {
        var all = clauses.ToList();
        var groups = all.Where(clause => clause.System is not null).GroupBy(clause => clause.System!, StringComparer.Ordinal).ToList();
        systems = groups.Select(group => Encoding.UTF8.GetBytes(group.Key)).ToArray();
        // Of clauses that cannot answer the first names what is missing, and no more is to be learned from the others.
        bySystem = groups.Select(group => group.Where(clause => !clause.IsHopeless).Concat(group.Where(clause => clause.IsHopeless).Take(1)).ToArray()).ToArray();
        others = all.Where(clause => clause.System is null).ToArray();
    }

    public Membership Test(in CodeQuery query, ref string? missing)
    {
        var result = Membership.NotMember;
        for (var i = 0; i < systems.Length; i++)
        {
            if (!query.System.SequenceEqual(systems[i])) continue;
            result = Any(bySystem[i], query, result, ref missing);
            break;
        }
        return result == Membership.Member ? result : Any(others, query, result, ref missing);
    }

    private static Membership Any(Clause[] clauses, in CodeQuery query, Membership otherwise, ref string? missing)
    {
        foreach (var clause in clauses)
        {
            var found = clause.Test(query, out var lacking);
            if (found == Membership.Member) return found;
            if (found == Membership.NotMember) continue;
            otherwise = found;
            missing ??= lacking;
        }
        return otherwise;
    }
}

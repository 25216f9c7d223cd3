using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Terminology;

/// <summary>What a value set contains, resolved: includes without excludes, and an expansion for what these leave open.</summary>
internal sealed class Composition
{
    private readonly ValueSet owner;
    private readonly Clause[] excludes;
    private readonly bool isEmpty;
    private readonly Lazy<IReadOnlyList<string>> missing;

    public Composition(FhirDefinitions definitions, ValueSet owner)
    {
        this.owner = owner;
        Clause[] Resolve(IEnumerable<ComposeClause> clauses) => clauses.Select(clause => new Clause(definitions, owner, clause)).ToArray();
        Includes = Resolve(owner.Includes);
        excludes = Resolve(owner.Excludes);
        Expansion = Resolve(owner.Expansion);
        isEmpty = Includes.Length == 0;
        missing = new(FindMissing);
    }

    public Clause[] Includes { get; }

    public Clause[] Expansion { get; }

    public IReadOnlyList<string> Missing => missing.Value;

    public Membership Test(in CodeQuery query, out string? missing)
    {
        missing = null;
        // Without a compose only an expansion can say what belongs.
        var result = isEmpty ? Membership.Unknown : Any(Includes, query, ref missing);
        if (isEmpty) missing = owner.Url;
        if (result != Membership.NotMember && excludes.Length > 0)
        {
            var excluded = Any(excludes, query, ref missing);
            if (excluded == Membership.Member) result = Membership.NotMember;
            else if (excluded == Membership.Unknown) result = Membership.Unknown;
        }
        if (result == Membership.Unknown) result = TestExpansion(query);
        if (result != Membership.Unknown) missing = null;
        return result;
    }

    public void CollectMissing(ICollection<string> found, ISet<ValueSet> seen)
    {
        if (owner.ExpansionIsComplete) return;
        if (isEmpty) found.Add(owner.Url);
        foreach (var clause in Includes.Concat(excludes))
        {
            if (clause.Missing is not null) found.Add(clause.Missing);
            foreach (var (canonical, set) in clause.Imports)
            {
                if (set is null) found.Add(canonical);
                else set.CollectMissing(found, seen);
            }
        }
    }

    // An expansion is what the publisher's terminology server found; it decides where the definition cannot be followed here.
    private Membership TestExpansion(in CodeQuery query)
    {
        string? ignored = null;
        if (Any(Expansion, query, ref ignored) == Membership.Member) return Membership.Member;
        return owner.ExpansionIsComplete ? Membership.NotMember : Membership.Unknown;
    }

    private static Membership Any(Clause[] clauses, in CodeQuery query, ref string? missing)
    {
        var result = Membership.NotMember;
        foreach (var clause in clauses)
        {
            var found = clause.Test(query, out var lacking);
            if (found == Membership.Member) return found;
            if (found == Membership.NotMember) continue;
            result = found;
            missing ??= lacking;
        }
        return result;
    }

    private List<string> FindMissing()
    {
        var found = new List<string>();
        owner.CollectMissing(found, new HashSet<ValueSet>());
        return found.Distinct(StringComparer.Ordinal).ToList();
    }
}

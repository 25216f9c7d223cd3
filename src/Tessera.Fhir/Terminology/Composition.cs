using System.Runtime.CompilerServices;
using System.Text;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Terminology;

/// <summary>What a value set contains, resolved: includes without excludes, and an expansion for what these leave open.</summary>
internal sealed class Composition
{
    private readonly ValueSet owner;
    private readonly Clause[] excludes;
    private readonly bool isEmpty;
    private readonly Lazy<Clause[]> flat;
    private readonly Lazy<ClauseIndex> includeIndex;
    private readonly Lazy<ClauseIndex> excludeIndex;
    private readonly ClauseIndex expansionIndex;
    private readonly Lazy<string[]> missing;
    private readonly Lazy<byte[][]> systems;

    public Composition(FhirDefinitions definitions, ValueSet owner)
    {
        this.owner = owner;
        Clause[] Resolve(IEnumerable<ComposeClause> clauses) => clauses.Select(clause => new Clause(definitions, owner, clause)).ToArray();
        Includes = Resolve(owner.Includes);
        excludes = Resolve(owner.Excludes);
        Expansion = Resolve(owner.Expansion);
        isEmpty = Includes.Length == 0;
        flat = new(() => Flat(Includes).Distinct().ToArray());
        includeIndex = new(() => new ClauseIndex(flat.Value));
        excludeIndex = new(() => new ClauseIndex(Flat(excludes).Distinct()));
        expansionIndex = new ClauseIndex(Expansion);
        missing = new(FindMissing);
        systems = new(FindSystems);
    }

    public Clause[] Includes { get; }

    public Clause[] Expansion { get; }

    public IReadOnlyList<string> Missing => missing.Value;

    /// <summary>Whether a code belongs under any of the systems.</summary>
    public Membership TestAnySystem(ReadOnlySpan<byte> code, out string? missing)
    {
        missing = null;
        var result = Membership.NotMember;
        var budget = CodeQuery.Budget;
        foreach (var system in systems.Value)
        {
            var found = Test(new CodeQuery(system, default, code, ref budget), out var lacking);
            if (found == Membership.NotMember) continue;
            (result, missing) = (found, found == Membership.Unknown ? missing ?? lacking : null);
            if (found == Membership.Member) break;
        }
        return result;
    }

    public Membership Test(in CodeQuery query, out string? missing)
    {
        missing = null;
        // Without a compose only an expansion can say what belongs.
        var result = isEmpty ? Membership.Unknown : includeIndex.Value.Test(query, ref missing);
        if (isEmpty) missing = owner.Url;
        if (result != Membership.NotMember && excludes.Length > 0)
        {
            var excluded = excludeIndex.Value.Test(query, ref missing);
            if (excluded == Membership.Member) result = Membership.NotMember;
            else if (excluded == Membership.Unknown) result = Membership.Unknown;
        }
        if (result == Membership.Unknown) result = TestExpansion(query);
        if (result != Membership.Unknown) missing = null;
        return result;
    }

    // An expansion is what the publisher's terminology server found; it decides where the definition cannot be followed here.
    private Membership TestExpansion(in CodeQuery query)
    {
        string? ignored = null;
        if (expansionIndex.Test(query, ref ignored) == Membership.Member) return Membership.Member;
        return owner.ExpansionIsComplete ? Membership.NotMember : Membership.Unknown;
    }

    // An include that only passes on another value set is replaced by what that includes: one step less for each question.
    private static IEnumerable<Clause> Flat(IEnumerable<Clause> clauses) => clauses.SelectMany(clause =>
        clause.Alias is { Expansion.Count: 0, Excludes.Count: 0, Includes.Count: > 0 } set && RuntimeHelpers.TryEnsureSufficientExecutionStack()
            ? set.Resolved.flat.Value
            : [clause]);

    // A value set whose expansion holds every code needs nothing, and neither does what it imports.
    private string[] FindMissing() => WithImports(descend: composition => !composition.owner.ExpansionIsComplete)
        .Where(composition => !composition.owner.ExpansionIsComplete)
        .SelectMany(composition => composition.OwnMissing())
        .Distinct(StringComparer.Ordinal).ToArray();

    // A part that is not loaded may bring codes of any system: an empty one stands for it.
    private byte[][] FindSystems() => WithImports(descend: _ => true)
        .SelectMany(composition => composition.Includes.Concat(composition.Expansion)
            .SelectMany(clause => clause.System is { } system ? [system] : clause.Imports.Where(import => import.Set is null).Select(_ => ""))
            .Concat(composition.isEmpty ? [""] : []))
        .Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToArray();

    private IEnumerable<string> OwnMissing()
    {
        if (isEmpty) yield return owner.Url;
        foreach (var clause in Includes.Concat(excludes))
        {
            if (clause.Missing is not null) yield return clause.Missing;
            foreach (var (canonical, set) in clause.Imports)
                if (set is null) yield return canonical;
        }
    }

    private List<Composition> WithImports(Func<Composition, bool> descend)
    {
        var found = new List<Composition> { this };
        var seen = new HashSet<Composition> { this };
        for (var i = 0; i < found.Count; i++)
        {
            if (!descend(found[i])) continue;
            foreach (var (_, set) in found[i].Includes.Concat(found[i].excludes).SelectMany(clause => clause.Imports))
                if (set is not null && seen.Add(set.Resolved)) found.Add(set.Resolved);
        }
        return found;
    }
}

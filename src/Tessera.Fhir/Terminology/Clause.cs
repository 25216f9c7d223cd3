using System.Runtime.CompilerServices;
using System.Text;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Terminology;

/// <summary>An include or exclude whose references are resolved among the loaded definitions.</summary>
internal sealed class Clause
{
    private readonly FhirDefinitions definitions;
    private readonly ComposeClause stored;
    private readonly ValueSet owner;
    private readonly bool isListed;
    private readonly ConceptTable listed;
    private readonly CodeSystem? codeSystem;
    private readonly CodeSet? selected;
    private readonly bool selectedIsCertain;
    private readonly CodeRule? rule;
    private readonly (string Canonical, ValueSet? Set)[] imports;

    public Clause(FhirDefinitions definitions, ValueSet owner, ComposeClause stored)
    {
        (this.definitions, this.owner, this.stored) = (definitions, owner, stored);
        (isListed, listed) = (stored.Listed is not null, stored.Listed.GetValueOrDefault());
        imports = stored.Imports.Select(canonical => (canonical, Import(canonical))).ToArray();
        if (stored.System is null) return;

        codeSystem = definitions.FindCodeSystem(Canonical) ?? (isListed ? definitions.FindCodeSystem(stored.System) : null);
        if (stored.Filters.Count == 0)
        {
            if (codeSystem is null && !isListed) rule = CodeRule.For(stored.System);
            if (codeSystem is not { IsComplete: true } && !isListed && rule is not { DecidesAll: true }) Missing = Canonical;
        }
        else if (codeSystem is not null)
        {
            selected = FilterEvaluation.Select(codeSystem, stored.Filters);
            selectedIsCertain = codeSystem.IsComplete || stored.Filters.All(filter => filter.HoldsInFragments);
            if (selected is null || !codeSystem.IsComplete) Missing = selected is null && codeSystem.IsComplete ? Unfiltered : Canonical;
        }
        else Missing = Canonical;
    }

    /// <summary>The code system that this clause itself cannot do without and that is not loaded whole, or null.</summary>
    public string? Missing { get; }

    /// <summary>The code system, or null for a clause that only refers to value sets.</summary>
    public string? System => stored.System;

    /// <summary>Whether every code gets the answer unknown: filters over a code system that is not loaded.</summary>
    public bool IsHopeless => !isListed && codeSystem is null && stored.Filters.Count > 0 && imports.Length == 0;

    /// <summary>Imported value sets, null for those that are not loaded or lead back to the owner.</summary>
    public IReadOnlyList<(string Canonical, ValueSet? Set)> Imports => imports;

    private string Canonical => stored.Version is null ? stored.System! : $"{stored.System}|{stored.Version}";

    private string Unfiltered => string.Join(", ", stored.Filters.Select(filter => $"{Canonical} ({filter.Property} {filter.Operator} {filter.Value})"));

    /// <summary>Whether it does nothing but pass on another value set.</summary>
    public ValueSet? Alias => stored.System is null && imports is [(_, { } set)] ? set : null;

    /// <summary>Whether a code belongs whose system is that of this clause, or any when it has none.</summary>
    public Membership Test(in CodeQuery query, out string? missing)
    {
        missing = null;
        var result = Membership.Member;
        if (stored.System is not null) result = query.Version.Length == 0 ? TestOwn(query, out missing) : TestVersion(query, out missing);
        foreach (var (canonical, set) in imports)
        {
            if (result == Membership.NotMember) return result;
            string? lacking = canonical;
            // A tower of imports that would exhaust the stack or the day is not followed to its end.
            var imported = set is not null && query.MayFollow() && RuntimeHelpers.TryEnsureSufficientExecutionStack() ? set.Test(query, out lacking) : Membership.Unknown;
            if (imported == Membership.Member) continue;
            result = imported;
            missing = imported == Membership.Unknown ? missing ?? lacking : null;
        }
        return result;
    }

    /// <summary>The concepts that this clause may contain, as far as they are loaded; its filters and imports decide.</summary>
    public IEnumerable<Concept> Candidates()
    {
        if (isListed)
            return Enumerable.Range(0, listed.Count).Select(index => new Concept(
                stored.System ?? "", Encoding.UTF8.GetString(listed.Code(index)),
                listed.Display(index) is { Length: > 0 } display ? Encoding.UTF8.GetString(display) : null));
        if (codeSystem is not null)
            return Enumerable.Range(0, codeSystem.Count).Where(index => selected is null || selected.Contains(index)).Select(codeSystem.ConceptAt);
        return imports is [(_, { } first), ..] ? first.Candidates() : [];
    }

    private Membership TestOwn(in CodeQuery query, out string? missing)
    {
        missing = null;
        if (isListed)
        {
            if (listed.Find(query.Code, query.Hash, codeSystem is { IsCaseSensitive: false }) < 0) return Membership.NotMember;
            if (owner.ExcludesInactive && codeSystem is not null && codeSystem.IsInactive(query.Code)) return Membership.NotMember;
            if (stored.Filters.Count == 0) return Membership.Member;
        }
        var result = codeSystem is null ? TestUnloaded(query.Code) : TestLoaded(codeSystem, query);
        if (result == Membership.Unknown) missing = Missing ?? Canonical;
        return result;
    }

    private Membership TestLoaded(CodeSystem loaded, in CodeQuery query)
    {
        var otherwise = loaded.IsComplete ? Membership.NotMember : Membership.Unknown;
        var index = loaded.IndexOf(query);
        if (index < 0) return otherwise;
        if (owner.ExcludesInactive && loaded.IsInactive(index)) return Membership.NotMember;
        if (stored.Filters.Count == 0) return Membership.Member;
        if (selected is null) return Membership.Unknown;
        if (!selected.Contains(index)) return otherwise;
        return selectedIsCertain ? Membership.Member : Membership.Unknown;
    }

    private Membership TestUnloaded(ReadOnlySpan<byte> code)
    {
        if (stored.Filters.Count > 0) return Membership.Unknown;
        if (rule is not null) return rule.Test(code);
        // A code that some published value set lists is a code of its system; of others nothing is known.
        return stored.Version is null && definitions.ListsCode(stored.System!, code) ? Membership.Member : Membership.Unknown;
    }

    // The coding names a version: a list for another version does not hold it, and a whole system or filter must be asked in that version.
    private Membership TestVersion(in CodeQuery query, out string? missing)
    {
        missing = null;
        Span<char> buffer = stackalloc char[128];
        if (query.Version.Length > buffer.Length) return Membership.NotMember;
        var named = buffer[..Encoding.UTF8.GetChars(query.Version, buffer)];
        if (stored.Version is { } pinned)
            return BusinessVersion.Covers(pinned, named) || BusinessVersion.Covers(named, pinned) ? TestOwn(query, out missing) : Membership.NotMember;
        if ((isListed && stored.Filters.Count == 0) || rule is not null) return TestOwn(query, out missing);
        if (codeSystem is not null && BusinessVersion.Covers(named, codeSystem.Version)) return TestOwn(query, out missing);
        return new Clause(definitions, owner, stored with { Version = named.ToString() }).TestOwn(query, out missing);
    }

    private ValueSet? Import(string canonical) =>
        definitions.FindValueSet(canonical) is { } set && set != owner && !set.Imports(owner) ? set : null;
}

using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Terminology;

/// <summary>A value set. Its references to code systems and other value sets are resolved among all loaded packages at its first use;
/// after that a test reads mapped tables and bit sets and allocates nothing. Safe to share between threads.</summary>
public sealed class ValueSet
{
    private readonly FhirDefinitions definitions;
    private volatile Composition? composition;
    private volatile ValueSet[]? directImports;

    internal ValueSet(FhirDefinitions definitions) => this.definitions = definitions;

    /// <summary>Canonical URL.</summary>
    public required string Url { get; init; }

    /// <summary>Version; empty when the resource has none.</summary>
    public required string Version { get; init; }

    /// <summary>Name for computers.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The code systems and value sets that are needed and not loaded; empty when every question about a code has an answer.
    /// Canonical URLs, with <c>|version</c> where the value set asks for one.</summary>
    public IReadOnlyList<string> Missing => Resolved.Missing;

    /// <summary>Whether every code can be told to belong or not.</summary>
    public bool IsDecidable => Missing.Count == 0;

    internal bool ExcludesInactive { get; init; }

    internal IReadOnlyList<ComposeClause> Includes { get; init; } = [];

    internal IReadOnlyList<ComposeClause> Excludes { get; init; } = [];

    internal IReadOnlyList<ComposeClause> Expansion { get; init; } = [];

    internal bool ExpansionIsComplete { get; init; }

    // Two threads may resolve at once; they find the same.
    internal Composition Resolved => composition ??= new Composition(definitions, this);

    /// <summary>Whether a code of a system belongs to the value set.</summary>
    /// <param name="system">UTF-8 of the code system's URL.</param>
    /// <param name="code">UTF-8 of the code.</param>
    /// <param name="missing">When unknown: the first code system or value set that would be needed.</param>
    public Membership Contains(ReadOnlySpan<byte> system, ReadOnlySpan<byte> code, out string? missing) =>
        Contains(system, default, code, out missing);

    /// <summary>Whether a code of one version of a system belongs to the value set.</summary>
    /// <param name="system">UTF-8 of the code system's URL.</param>
    /// <param name="version">UTF-8 of the version that the coding names; empty when it names none.</param>
    /// <param name="code">UTF-8 of the code.</param>
    /// <param name="missing">When unknown: the first code system or value set that would be needed.</param>
    public Membership Contains(ReadOnlySpan<byte> system, ReadOnlySpan<byte> version, ReadOnlySpan<byte> code, out string? missing)
    {
        var budget = CodeQuery.Budget;
        return Test(new CodeQuery(system, version, code, ref budget), out missing);
    }

    /// <summary>Whether a code without a system, as in elements of type <c>code</c>, belongs to the value set under any of its systems.</summary>
    /// <param name="code">UTF-8 of the code.</param>
    /// <param name="missing">When unknown: the first code system or value set that would be needed.</param>
    public Membership ContainsCode(ReadOnlySpan<byte> code, out string? missing) => Resolved.TestAnySystem(code, out missing);

    /// <summary>The concepts that are known to belong, in the order of the definition, each once. Lazy: take as many as are needed.</summary>
    public IEnumerable<Concept> Concepts =>
        Candidates().DistinctBy(concept => (concept.System, concept.Code)).Where(concept =>
            Contains(System.Text.Encoding.UTF8.GetBytes(concept.System), System.Text.Encoding.UTF8.GetBytes(concept.Code), out _) == Membership.Member);

    internal Membership Test(in CodeQuery query, out string? missing) => Resolved.Test(query, out missing);

    internal IEnumerable<Concept> Candidates() => Resolved.Includes.Concat(Resolved.Expansion).SelectMany(clause => clause.Candidates());

    /// <summary>Whether this value set imports another, directly or through others.</summary>
    internal bool Imports(ValueSet other)
    {
        var seen = new HashSet<ValueSet> { this };
        var open = new Stack<ValueSet>([this]);
        while (open.TryPop(out var set))
        {
            foreach (var import in set.DirectImports)
            {
                if (import == other) return true;
                if (seen.Add(import)) open.Push(import);
            }
        }
        return false;
    }

    private ValueSet[] DirectImports => directImports ??=
        Includes.Concat(Excludes).SelectMany(clause => clause.Imports).Select(definitions.FindValueSet).OfType<ValueSet>().ToArray();
}

using System.Collections.Concurrent;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>All compiled structures, each compiled when first needed. Safe to share between threads: compiling twice gives the same.</summary>
internal sealed class RuleSet(FhirDefinitions definitions)
{
    private readonly ConcurrentDictionary<StructureDefinition, StructureRule> compiled = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, StructureRule> byUrl = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string?> typeOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StructureRule> resourceTypes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Text, string? Type), (FhirPathExpression?, Issue?)> expressions = new();
    private readonly Utf8Cache<string> texts = new(static (_, text) => text);
    private readonly Utf8Cache<KnownSystem> systems = new((utf8, url) => new KnownSystem(utf8, url, definitions));
    private const int MostMessages = 4096;

    private readonly ConcurrentDictionary<(string ValueSet, string Missing), string> undecided = new();
    private readonly ConcurrentDictionary<ValueSet, string> allowed = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, ValueSet?> valueSets = new(StringComparer.Ordinal);

    private static readonly FhirPathOptions Lenient = new() { AllowUnknown = true };

    public FhirDefinitions Definitions { get; } = definitions;

    public WellKnownNames Names { get; } = new(definitions.Names);

    /// <summary>The text of a URL or name that comes up again and again, without making a new string each time.</summary>
    public string Interned(ReadOnlySpan<byte> utf8) => texts.Get(utf8);

    /// <summary>What is known of the system of a coding.</summary>
    public KnownSystem System(ReadOnlySpan<byte> utf8) => systems.Get(utf8);

    /// <summary>The rules of a structure.</summary>
    public StructureRule Of(StructureDefinition structure) => compiled.GetOrAdd(structure, static (definition, rules) => RuleCompiler.Compile(definition, rules), this);

    /// <summary>The rules of a profile by its canonical URL, or null when it is not loaded or has no snapshot. Only what exists is
    /// kept: URLs come from outside and have no end.</summary>
    public StructureRule? Find(string canonical)
    {
        if (byUrl.TryGetValue(canonical, out var known)) return known;
        return Definitions.FindStructure(canonical) is { Elements.Count: > 0 } structure ? byUrl.GetOrAdd(canonical, Of(structure)) : null;
    }

    /// <summary>Why a profile has no rules, and the definition that would have to be loaded.</summary>
    public (string Missing, string Message) WhyNot(string canonical) => Definitions.FindStructure(canonical)?.SnapshotIssue is { } issue
        ? (issue.Missing ?? canonical, $"The profile {canonical} has no snapshot, so nobody could check it: {issue.Message}")
        : (canonical, $"The profile {canonical} is not loaded, so nobody could check it.");

    /// <summary>An invariant's expression, compiled for a type; the same text for the same type once. Published invariants are not always
    /// written for the type they hang on (US Core asks an integer for its value): there what a type does not have counts as empty.</summary>
    public (FhirPathExpression? Expression, Issue? Fault) Expression(string text, string? contextType) =>
        expressions.GetOrAdd((text, contextType), static (key, definitions) =>
            FhirPathExpression.TryCompile(key.Text, definitions, key.Type, out var expression, out var issue) ||
            FhirPathExpression.TryCompile(key.Text, definitions, key.Type, out expression, out issue, Lenient) ? (expression, null) : (null, issue), Definitions);

    /// <summary>The type that a profile is for, or null when the profile is not loaded.</summary>
    public string? TypeOf(string profile) => typeOf.GetOrAdd(profile, static (url, definitions) => definitions.FindStructure(url)?.Type, Definitions);

    /// <summary>The value set with this canonical URL, or null when it is not loaded.</summary>
    public ValueSet? ValueSet(string canonical) => valueSets.GetOrAdd(canonical, static (url, definitions) => definitions.FindValueSet(url), Definitions);

    /// <summary>Why a code was not checked against a value set: the most frequent message of all, so most are made once.</summary>
    public string NotDecided(string valueSet, string missing)
    {
        if (undecided.TryGetValue((valueSet, missing), out var known)) return known;
        var message = valueSet == missing
            ? $"The value set {valueSet} is not loaded, so the code was not checked."
            : $"Whether the code is in the value set {valueSet} was not checked: {missing} is not loaded.";
        // What is missing may be a version that a document names, and documents have no end.
        if (undecided.Count < MostMessages) undecided.TryAdd((valueSet, missing), message);
        return message;
    }

    /// <summary>What to do about a code outside of a value set: its codes when they are few.</summary>
    public string Allowed(ValueSet set) => allowed.GetOrAdd(set, static set =>
    {
        if (!set.IsDecidable) return "Choose a code of the value set.";
        var codes = set.Concepts.Take(13).Select(concept => concept.Code).ToArray();
        return codes.Length is 0 or > 12 ? "Choose a code of the value set." : $"Use one of: {string.Join(", ", codes)}.";
    });

    /// <summary>The rules of a resource type, or null when there is no such type.</summary>
    public StructureRule? ResourceType(string name)
    {
        if (resourceTypes.TryGetValue(name, out var known)) return known;
        return Definitions.Type(name) is { Kind: FhirTypeKind.Resource, IsAbstract: false } type ? resourceTypes.GetOrAdd(name, Of(type.Structure)) : null;
    }
}

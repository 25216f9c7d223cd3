using System.Collections.Concurrent;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;

namespace Tessera.Centre.Codes.Suggestions;

/// <summary>What a local code or text could mean: candidates are the codes of the value set that its element is bound to, as far as they are loaded,
/// by their own texts and by the words that the centre brought. A suggestion is never more than that.</summary>
public sealed class CodeSuggestions
{
    private const int MostConcepts = 200_000;

    private readonly FhirDefinitions definitions;
    private readonly CodeSynonyms synonyms;
    private readonly ConcurrentDictionary<(string ValueSet, long Changes), Lazy<TermIndex>> indexes = new();

    internal CodeSuggestions(FhirDefinitions definitions, CodeSynonyms synonyms) => (this.definitions, this.synonyms) = (definitions, synonyms);

    /// <summary>Suggestions for a code, the best first.</summary>
    public IReadOnlyList<CodeSuggestion> For(UnmappedCode code, int count)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Index(code.ValueSet).Find(code.Label ?? code.Key.Value, code.Key.System.Length == 0 ? null : code.Key.Value, count);
    }

    /// <summary>Codes of the value set whose words begin like those of a search.</summary>
    public IReadOnlyList<CodeSuggestion> Search(UnmappedCode code, string text, int count)
    {
        ArgumentNullException.ThrowIfNull(code);
        return string.IsNullOrWhiteSpace(text) ? [] : Index(code.ValueSet).Search(text, count);
    }

    /// <summary>Number of candidates for a code.</summary>
    public int Candidates(UnmappedCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Index(code.ValueSet).Count;
    }

    /// <summary>Whether a code may be what a value means: whether the value set of its element has it. Unknown where the value set or its code system is
    /// not loaded, and where the element is bound to none.</summary>
    public Membership Fits(UnmappedCode code, CodeTarget target)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(target);
        return code.ValueSet is null || code.Strength is null or BindingStrength.Example || definitions.FindValueSet(code.ValueSet) is not { } set
            ? Membership.Unknown
            : set.Contains(Encoding.UTF8.GetBytes(target.System), Encoding.UTF8.GetBytes(target.Code), out _);
    }

    /// <summary>A code with the text that the loaded definitions give it.</summary>
    public CodeTarget Named(CodeTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Display is null ? target with { Display = definitions.Display(target.System, target.Code) } : target;
    }

    private TermIndex Index(string? valueSet)
    {
        var key = (valueSet ?? "", synonyms.Changes);
        foreach (var old in indexes.Keys)
            if (old.Changes != key.Changes) indexes.TryRemove(old, out _);
        return indexes.GetOrAdd(key, wanted => new Lazy<TermIndex>(() => Build(wanted.ValueSet))).Value;
    }

    private TermIndex Build(string valueSet)
    {
        var index = new TermIndex();
        var set = valueSet.Length == 0 ? null : definitions.FindValueSet(valueSet);
        var known = new Dictionary<(string, string), CodeTarget>();
        foreach (var concept in set?.Concepts.Take(MostConcepts) ?? [])
        {
            var target = new CodeTarget(concept.System, concept.Code, concept.Display ?? definitions.Display(concept.System, concept.Code));
            known[(target.System, target.Code)] = target;
            index.Add(target, target.Display ?? target.Code, isSynonym: false);
        }

        foreach (var synonym in synonyms.All())
        {
            // What the value set cannot exclude, since its code system is not loaded, the centre's own words may name.
            if (set is not null && set.Contains(Encoding.UTF8.GetBytes(synonym.System), Encoding.UTF8.GetBytes(synonym.Code), out _) == Membership.NotMember) continue;
            if (!known.TryGetValue((synonym.System, synonym.Code), out var target))
                known.Add((synonym.System, synonym.Code), target = new CodeTarget(synonym.System, synonym.Code, definitions.Display(synonym.System, synonym.Code)));
            index.Add(target, synonym.Text, isSynonym: true);
        }

        return index;
    }
}

using Tessera.Centre.Codes.Elements;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Centre.Journeys;
using Tessera.Centre.Verdicts;
using Tessera.Centre.Writes;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre.Codes;

/// <summary>Code maps of a centre: the work list of what is unmapped, suggestions, decisions, and what they do to the records.</summary>
public sealed class CentreCodes : IDisposable
{
    private readonly ConceptWalk walk;

    internal CentreCodes(FhirStore store, FhirDefinitions definitions, FhirValidator validator, PatientJourneys journeys, ResourceWriter writer, VerdictRecords verdicts, TimeProvider clock)
    {
        walk = new ConceptWalk(definitions);
        var reading = new ConceptReading(definitions);
        Maps = new CodeMapRecords(store.Database, clock);
        var translation = new CodeTranslation(walk, reading, () => Maps.Current);
        Uses = new CodeUseReader(store, walk, reading, translation, Maps);
        Translation = new CheckedTranslation(translation, validator);
        Unmapped = new UnmappedCodes(store.Database, Maps);
        Application = new CodeApplication(store, journeys, writer, verdicts, Translation, Uses);
        Synonyms = new CodeSynonyms(store.Database);
        Suggestions = new CodeSuggestions(definitions, Synonyms);
        ExactRule = new ExactRule(Maps, Unmapped, Suggestions);
    }

    /// <summary>The maps and the decisions in them.</summary>
    public CodeMapRecords Maps { get; }

    /// <summary>The work list.</summary>
    public UnmappedCodes Unmapped { get; }

    /// <summary>Brings stored resources into accord with the maps.</summary>
    public CodeApplication Application { get; }

    /// <summary>What a code could mean.</summary>
    public CodeSuggestions Suggestions { get; }

    /// <summary>Other words for codes.</summary>
    public CodeSynonyms Synonyms { get; }

    /// <summary>Accepts what is exactly the same where the centre lets it.</summary>
    public ExactRule ExactRule { get; }

    internal CheckedTranslation Translation { get; }

    internal CodeUseReader Uses { get; }

    /// <summary>Whether a code map added a coding.</summary>
    public bool IsMapped(FhirNode coding) => Maps.Current.IsOwn(coding);

    /// <summary>The codes of a resource that code maps added.</summary>
    public IReadOnlyList<MappedCode> Mapped(FhirDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var index = Maps.Current;
        if (index.IsEmpty) return [];
        var mapped = new List<MappedCode>();
        foreach (var concept in walk.Find(document))
        foreach (var coding in concept.Node["coding"].Items)
        {
            if (index.Issued(coding) is not { } decision || index.Find(decision.Map) is not { Scope: var scope }) continue;
            mapped.Add(new MappedCode(concept.Place.Path, decision, new CodeKey(scope.Source, scope.Profile, scope.Path, scope.System, decision.Value)));
        }

        return mapped;
    }

    /// <inheritdoc/>
    public void Dispose() => Application.Dispose();
}

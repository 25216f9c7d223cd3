using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Mapping.Language;

/// <summary>The code lists that a mapping may name: its own, its maps by their words, those that the house knows by rules, and the value sets of the
/// loaded packages.</summary>
internal sealed class NamedLists
{
    // What mCODE's open parts, ICD-10's chapters and ICD-10-PCS' sections say of a code; one truth with the journeys.
    private static readonly Dictionary<string, Func<string, string, bool>> House = new(StringComparer.Ordinal)
    {
        ["primary-cancers"] = (system, code) => CancerConditions.OfCode(system, code) == CancerConditionKind.Primary,
        ["secondary-cancers"] = (system, code) => CancerConditions.OfCode(system, code) == CancerConditionKind.Secondary,
        ["other-diseases"] = (system, code) => CancerConditions.OfCode(system, code) == CancerConditionKind.Other,
        ["cancer-surgery"] = (system, code) => CancerTreatments.OfCode(system, code) == TreatmentKind.Surgery,
        ["radiotherapy"] = (system, code) => CancerTreatments.OfCode(system, code) == TreatmentKind.Radiotherapy,
        ["radiotherapy-modalities"] = (system, code) => CancerTreatments.OfCode(system, code) == TreatmentKind.RadiotherapyCourse,
    };

    private readonly FhirDefinitions definitions;
    private readonly Dictionary<string, CodeList> known;
    private Dictionary<string, string>? valueSets;

    public NamedLists(FhirDefinitions definitions, IEnumerable<CodeList> own, IEnumerable<CodeMap> maps)
    {
        this.definitions = definitions;
        known = House.ToDictionary(pair => pair.Key, pair => new CodeList(pair.Key, []) { Rule = pair.Value }, StringComparer.Ordinal);
        foreach (var map in maps) known[map.Name] = new CodeList(map.Name, map.Keys);
        foreach (var list in own) known[list.Name] = list;
        Names = [.. known.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The names without those of value sets.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool TryFind(string name, [NotNullWhen(true)] out CodeList? list, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (known.TryGetValue(name, out list)) return true;
        if (ValueSetOf(name) is not { } set)
        {
            problem = $"there is no list, map or value set '{name}'";
            return false;
        }

        if (set.Missing.Count > 0)
        {
            problem = $"the value set '{name}' cannot be listed without {set.Missing[0]}";
            return false;
        }

        list = known[name] = new CodeList(name, set.Concepts.Select(concept => $"{concept.System}|{concept.Code}"));
        return true;
    }

    private ValueSet? ValueSetOf(string name)
    {
        if (name.Contains(':', StringComparison.Ordinal)) return definitions.FindValueSet(name);
        valueSets ??= definitions.Urls(DefinitionKind.ValueSet).GroupBy(url => url[(url.LastIndexOf('/') + 1)..]).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return valueSets.TryGetValue(name, out var url) ? definitions.FindValueSet(url) : null;
    }
}

using System.Collections.Frozen;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Whether a test found what it looked for: by code, else by one plain word. Anything else is not known.</summary>
internal static class Findings
{
    private const string Interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

    // LOINC answers and SNOMED CT qualifiers that mCODE's examples show. A centre's own code "E" or "ND" means what the centre says.
    private static readonly FrozenDictionary<(string System, string Code), Finding> Codes = new Dictionary<(string, string), Finding>
    {
        [(CodeSystems.Loinc, "LA6576-8")] = Finding.Positive, [(CodeSystems.Loinc, "LA6577-6")] = Finding.Negative,
        [(CodeSystems.Loinc, "LA9633-4")] = Finding.Positive, [(CodeSystems.Loinc, "LA9634-2")] = Finding.Negative,
        [(CodeSystems.Loinc, "LA18198-4")] = Finding.Equivocal, [(CodeSystems.Loinc, "LA11884-6")] = Finding.Equivocal,
        [(CodeSystems.Snomed, "10828004")] = Finding.Positive, [(CodeSystems.Snomed, "260385009")] = Finding.Negative,
        [(Interpretation, "POS")] = Finding.Positive, [(Interpretation, "NEG")] = Finding.Negative, [(Interpretation, "DET")] = Finding.Positive,
        [(Interpretation, "ND")] = Finding.Negative, [(Interpretation, "IND")] = Finding.Equivocal, [(Interpretation, "E")] = Finding.Equivocal,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Finding> Words = new Dictionary<string, Finding>
    {
        ["positive"] = Finding.Positive, ["present"] = Finding.Positive, ["detected"] = Finding.Positive,
        ["negative"] = Finding.Negative, ["absent"] = Finding.Negative, ["not detected"] = Finding.Negative,
        ["equivocal"] = Finding.Equivocal, ["indeterminate"] = Finding.Equivocal, ["no call"] = Finding.Equivocal,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static Finding Of(ObservedValue value, List<Concept> interpretations)
    {
        if (value.Concept is { } concept && Of(concept) is not Finding.NotKnown and var stated) return stated;
        if (value.Concept is null && value.Quantity is null && Words.TryGetValue(value.Text, out var word)) return word;
        foreach (var interpretation in interpretations)
            if (Of(interpretation) is not Finding.NotKnown and var interpreted) return interpreted;
        return Finding.NotKnown;
    }

    private static Finding Of(Concept concept)
    {
        foreach (var coding in concept.Codings)
            if (Codes.TryGetValue((coding.System, coding.Code), out var finding)) return finding;
        return Words.GetValueOrDefault(concept.Plain, Finding.NotKnown);
    }
}

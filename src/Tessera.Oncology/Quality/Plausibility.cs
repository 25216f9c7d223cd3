using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>What is implausible or doubtful about one patient's records. A rule speaks only when the dates exclude every reading in which they
/// can be right; what may be a rarity and no mistake is a doubt. <c>docs/quality.md</c> names each rule's exceptions.</summary>
internal sealed class Plausibility
{
    // "Before diagnosis", "period" and "sex" are found for the journey already, by the same rules for everybody who reads it.
    private static readonly Dictionary<string, PlausibilityRule> OfContradictions = new(StringComparer.Ordinal)
    {
        ["before diagnosis"] = PlausibilityRule.BeforeDiagnosis, ["period"] = PlausibilityRule.EndBeforeStart,
    };

    // Needs a living patient. Tissue is examined, results and reports arrive, and TNM stages at autopsy, after death.
    private static readonly HashSet<string> OfTheLiving = new(StringComparer.Ordinal)
    {
        "mcode-cancer-related-medication-administration", "mcode-cancer-related-medication-request", "mcode-cancer-related-surgical-procedure",
        "mcode-radiotherapy-course-summary", "mcode-ecog-performance-status", "mcode-karnofsky-performance-status", "mcode-lansky-play-performance-status",
        "mcode-cancer-disease-status", "mcode-body-surface-area", "mcode-primary-cancer-condition", "mcode-secondary-cancer-condition",
    };

    private readonly Dictionary<string, int> bySource = new(StringComparer.Ordinal);
    private readonly QualityNames names;
    private readonly DateOnly? born;
    private readonly DateOnly? died;

    public Plausibility(Journey journey, string? birthSex, QualityNames names)
    {
        this.names = names;
        (born, died) = (journey.Person.Born, journey.Person.Died?.Last);
        foreach (var contradiction in journey.Contradictions)
            if (OfContradictions.TryGetValue(contradiction.Rule, out var rule)) Mark(contradiction.Evidence[0], rule);
        foreach (var source in SexAgainstSite.Of(journey, birthSex)) Mark(source, PlausibilityRule.SexAgainstSite);
        foreach (var source in StageAgainstTnm.Of(journey)) Mark(source, PlausibilityRule.StageAgainstTnm);
        foreach (var source in DoseAgainstBody.Of(journey)) Mark(source, PlausibilityRule.DoseAgainstBody);
    }

    /// <summary>The rules that a value of a record breaks (a bit each), and those that only warn.</summary>
    /// <param name="source">The record: <c>Observation/17</c>.</param>
    /// <param name="profile">The profile as which it is read.</param>
    /// <param name="aspect">What kind of statement the value is.</param>
    /// <param name="value">The value.</param>
    /// <param name="written">The day on which the record was written; null when it does not say.</param>
    public (int Broken, int Doubts) Of(string source, string profile, ProbeAspect aspect, FhirNode value, DateOnly? written)
    {
        if (aspect == ProbeAspect.Other) return default;
        var found = bySource.GetValueOrDefault(source);
        if (aspect is ProbeAspect.ClinicalDate or ProbeAspect.RecordedDate) return Dates(profile, aspect, value, written, found);
        var rule = aspect switch { ProbeAspect.Code => PlausibilityRule.SexAgainstSite, ProbeAspect.Value when profile == "mcode-tnm-stage-group" => PlausibilityRule.StageAgainstTnm, _ => PlausibilityRule.DoseAgainstBody };
        var broken = aspect == ProbeAspect.Value && !Scales.Has(profile, value) ? Bit(PlausibilityRule.OffScale) : 0;
        return (broken, found & Bit(rule));
    }

    public static int Bit(PlausibilityRule rule) => 1 << (int)rule;

    private (int Broken, int Doubts) Dates(string profile, ProbeAspect aspect, FhirNode value, DateOnly? written, int found)
    {
        var (broken, doubts) = (0, 0);
        if (aspect == ProbeAspect.ClinicalDate) broken = found & (Bit(PlausibilityRule.BeforeDiagnosis) | Bit(PlausibilityRule.EndBeforeStart));
        if (StartOf(value) is not { } date) return (broken, doubts);
        if (date.Last < born) broken |= Bit(PlausibilityRule.BeforeBirth);
        // A day of grace: the clock of the source may be in another time zone.
        if (written is { } day && date.First > day.AddDays(1)) broken |= Bit(PlausibilityRule.InFuture);
        if (aspect != ProbeAspect.ClinicalDate || !(date.First > died) || !OfTheLiving.Contains(profile)) return (broken, doubts);
        if (profile.EndsWith("-condition", StringComparison.Ordinal)) doubts |= Bit(PlausibilityRule.AfterDeath);
        else broken |= Bit(PlausibilityRule.AfterDeath);
        return (broken, doubts);
    }

    private ClinicalDate? StartOf(FhirNode value)
    {
        var text = value.Kind == JsonKind.String ? value : value[names.Url].Exists ? ElementProbe.ValueOf(value) : value[names.Start];
        return text.Kind == JsonKind.String && text.ToText() is var date && ClinicalDate.IsDate(date) ? new ClinicalDate(date, null) : null;
    }

    private void Mark(string source, PlausibilityRule rule) => bySource[source] = bySource.GetValueOrDefault(source) | Bit(rule);
}

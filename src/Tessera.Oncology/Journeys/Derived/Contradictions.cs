using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>Finds statements that cannot all be true. A rule speaks only when the dates exclude every reading in which they can.</summary>
internal static class Contradictions
{
    private const int LongestWorkUp = 90;

    public static IReadOnlyList<Contradiction> Of(Journey journey)
    {
        var found = new List<Contradiction>();
        Death(journey, found);
        BeforeBirth(journey, found);
        Stages(journey, found);
        Summaries(journey, found);
        Members(journey, found);
        Findings(journey, found);
        Variants(journey, found);
        Periods(journey, found);
        Sex(journey, found);
        BeforeDiagnosis(journey, found);
        Duplicates(journey, found);
        return found;
    }

    private static void Death(Journey journey, List<Contradiction> found)
    {
        if (journey.Person.Died is not { } died) return;
        foreach (var fact in journey.Facts)
            if (fact.IsContact && fact.Date is { Start.Length: >= 4 } date && date.First > died.Last && fact is not (Pathology or Report or Variant or RegionStudied or Measurement))
                found.Add(new("after death", $"{fact.Kind} ({date.Start}) after death ({journey.Person.DeathDate})", [fact.Source, journey.Person.Source]));
    }

    private static void BeforeBirth(Journey journey, List<Contradiction> found)
    {
        if (journey.Person.Born is not { } born) return;
        foreach (var fact in journey.Facts)
            if (fact.Date is { Start.Length: >= 4 } date && (date.End is null ? new ClinicalDate(date.Start, null).Last : date.Last) < born)
                found.Add(new("before birth", $"{fact.Kind} ({date.Start}) before birth ({journey.Person.BirthDate})", [fact.Source, journey.Person.Source]));
    }

    // Two groups of the same cancer, system and basis on the same day.
    private static void Stages(Journey journey, List<Contradiction> found)
    {
        var stages = journey.Stages;
        for (var at = 0; at < stages.Count; at++)
        {
            if (stages[at].IsSummary || stages[at].Date is not { Start.Length: >= 10 } date) continue;
            for (var other = at + 1; other < stages.Count && stages[other].Date is { } day && day.Start[..Math.Min(10, day.Start.Length)] == date.Start[..10]; other++)
                if (!stages[other].IsSummary && IsSameQuestion(stages[at], stages[other]) && StageText.Comparable(stages[at].Short) != StageText.Comparable(stages[other].Short))
                    found.Add(new("stage", $"stage {stages[at].Short} and stage {stages[other].Short} on {date.Start[..10]}", [stages[at].Source, stages[other].Source]));
        }
    }

    private static bool IsSameQuestion(Stage left, Stage right) =>
        left.Cancer == right.Cancer && left.Basis == right.Basis && left.Type == right.Type && left.Method == right.Method;

    private static void Summaries(Journey journey, List<Contradiction> found)
    {
        foreach (var summary in journey.Stages)
        {
            if (!summary.IsSummary) continue;
            foreach (var assessment in journey.Stages)
                if (!assessment.IsSummary && summary.Related.Contains(assessment.Source) && StageText.Comparable(summary.Short) != StageText.Comparable(assessment.Short))
                    found.Add(new("stage summary", $"the diagnosis says stage {summary.Short}, its assessment says {assessment.Short}", [summary.Source, assessment.Source]));
        }
    }

    // A clinical group made of pathologic categories; a pathologic one may rest on a clinical M.
    private static void Members(Journey journey, List<Contradiction> found)
    {
        foreach (var stage in journey.Stages)
        {
            if (stage.Basis != StagingBasis.Clinical || stage.Related.Count == 0) continue;
            var wrong = journey.TnmCategories.Where(category => stage.Related.Contains(category.Source) && category.Basis == StagingBasis.Pathologic).ToList();
            if (wrong.Count > 0)
                found.Add(new("stage basis", $"clinical stage {stage.Short} rests on pathologic {string.Join(", ", wrong.Select(category => category.Short))}", [stage.Source, .. wrong.Select(category => category.Source)]));
        }
    }

    // The same test on the same tissue and day, once positive and once negative.
    private static void Findings(Journey journey, List<Contradiction> found)
    {
        foreach (var tests in journey.Measurements.Where(test => test.Finding is Finding.Positive or Finding.Negative && test.Date is { Start.Length: >= 10 })
            .GroupBy(test => (test.Code, test.Specimen, test.Date!.Value.Start[..10])))
        {
            if (tests.Select(test => test.Finding).Distinct().Count() > 1)
                found.Add(new("result", $"{tests.Key.Code.Plain} positive and negative on {tests.Key.Item3}", [.. tests.Select(test => test.Source)]));
        }
    }

    private static void Variants(Journey journey, List<Contradiction> found)
    {
        foreach (var variants in journey.Variants.Where(variant => variant.Short.Length > 0 && variant.Report is not null && variant.Finding is Finding.Positive or Finding.Negative)
            .GroupBy(variant => (variant.Short, variant.Report)))
        {
            if (variants.Select(variant => variant.Finding).Distinct().Count() > 1)
                found.Add(new("variant", $"{variants.Key.Short} found and not found in one report", [.. variants.Select(variant => variant.Source)]));
        }
    }

    private static void Periods(Journey journey, List<Contradiction> found)
    {
        foreach (var fact in journey.Facts)
            if (fact.Date is { Start.Length: >= 4, End: { Length: >= 4 } end } date && new ClinicalDate(end, null).Last < date.First)
                found.Add(new("period", $"{fact.Kind} ends ({end}) before it begins ({date.Start})", [fact.Source]));
    }

    // Work-up and even treatment may start before the day that ends up as the date of diagnosis, but not by months.
    private static void BeforeDiagnosis(Journey journey, List<Contradiction> found)
    {
        if (journey.MainCancer is not { Date: { Start.Length: >= 4 } diagnosis } cancer || journey.Cancers.Count(other => !other.IsSecondary) != 1) return;
        foreach (var fact in journey.Facts)
        {
            if (fact.Date is not { Start.Length: >= 4 } date || diagnosis.First.DayNumber - date.First.DayNumber <= LongestWorkUp || date.Last >= diagnosis.First) continue;
            if (fact is Stage or TnmCategory or RiskAssessment or RadiotherapyCourse or DiseaseStatus or ProcedureDone { IsSurgery: true } or MedicineEvent { How: MedicineEventKind.Administered })
                found.Add(new("before diagnosis", $"{fact.Kind} ({date}) long before the diagnosis ({diagnosis})", [fact.Source, cancer.Source]));
        }
    }

    // The same treatment on the same day under two ids: given once and recorded twice, or given twice.
    private static void Duplicates(Journey journey, List<Contradiction> found)
    {
        var seen = new Dictionary<(string, string, string), string>();
        foreach (var fact in journey.Facts)
        {
            if (fact is not (MedicineEvent { How: not MedicineEventKind.Ordered } or RadiotherapyCourse or ProcedureDone { IsSurgery: true }) || fact.Date is not { Start.Length: >= 10 } date) continue;
            if (!seen.TryAdd((fact.Kind, fact.Says, date.Start), fact.Source) && seen[(fact.Kind, fact.Says, date.Start)] is var first && first != fact.Source)
                found.Add(new("recorded twice", $"recorded twice: {fact.Kind.ToLowerInvariant()} {fact.Says} on {date}", [first, fact.Source]));
        }
    }

    // ICD-10 C51-C58 are female organs, C60-C63 male ones.
    private static void Sex(Journey journey, List<Contradiction> found)
    {
        foreach (var cancer in journey.Cancers)
        {
            var code = cancer.Code.CodeOf(CodeSystems.Icd10Cm) ?? cancer.Code.CodeOf(CodeSystems.Icd10) ?? cancer.Code.CodeOf(CodeSystems.Icd10Gm);
            if (code is not { Length: >= 3 } || code[0] != 'C' || !int.TryParse(code.AsSpan(1, 2), out var number)) continue;
            var sex = number is >= 51 and <= 58 ? "female" : number is >= 60 and <= 63 ? "male" : null;
            if (sex is not null && journey.Person.Gender is "male" or "female" && journey.Person.Gender != sex)
                found.Add(new("sex", $"{cancer.Code.Plain} in a patient recorded as {journey.Person.Gender}", [cancer.Source, journey.Person.Source]));
        }
    }
}

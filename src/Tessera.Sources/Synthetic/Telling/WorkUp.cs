using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>The weeks around the diagnosis: first visit, specimen, tests, stage, illnesses that were there before.</summary>
internal static class WorkUp
{
    /// <summary>Tells it.</summary>
    /// <returns>The day on which treatment is decided.</returns>
    public static DateOnly Tell(StoryDraft draft)
    {
        var (draw, day) = (draft.Draw, draft.Diagnosed);
        var first = day.AddDays(-draw.Between(3, 14));
        draft.Visit(first);
        Specimens(draft, day.AddDays(-draw.Between(1, 5)));
        draft.Visit(day);
        Illnesses(draft);
        var baseline = day.AddDays(draw.Between(2, 6));
        Examination.Vitals(draft, baseline, complete: true);
        if (draft.IsChild) Examination.LeukaemiaBloods(draft, baseline);
        else Examination.Bloods(draft, baseline);
        Examination.Chemistry(draft, baseline);
        Tests(draft, baseline);
        Genomics(draft);
        StageNow(draft, day.AddDays(draw.Between(6, 16)));
        Performance(draft, baseline);
        var decided = day.AddDays(draft.IsChild ? draw.Between(1, 3) : draw.Between(17, 32));
        if (draft.IsChild) draft.Visit(baseline);
        else Decide(draft, decided);
        return decided;
    }

    // Before a treatment is decided, everything that it depends on is looked at again.
    private static void Decide(StoryDraft draft, DateOnly day)
    {
        draft.Visit(day);
        Examination.Vitals(draft, day, complete: true);
        Examination.Bloods(draft, day);
        Examination.Chemistry(draft, day);
        Examination.Performance(draft, day);
    }

    private static void Performance(StoryDraft draft, DateOnly day)
    {
        Examination.Performance(draft, day);
        if (!draft.Findings.Exists(finding => finding.Kind == draft.Archetype.Marker?.Kind)) Examination.Marker(draft, day);
    }

    private static void Specimens(StoryDraft draft, DateOnly taken)
    {
        draft.Specimens.Add(new SpecimenFact(draft.Archetype.Specimen, draft.Touch(taken)));
        draft.Specimens.Add(new SpecimenFact(SpecimenKind.Blood, draft.Diagnosed));
        if (draft.Archetype.TumourSize is not { } size) return;
        var large = draft.Extent == Extent.Early ? 0.45 : 1;
        var longest = Math.Round(draft.Draw.Between(size.Low, size.Low + ((size.High - size.Low) * large)), 1);
        draft.Tumours.Add(new TumourFact(draft.Diagnosed, longest, Math.Round(longest * draft.Draw.Between(0.55, 0.95), 1), OnImaging: true));
    }

    private static void Illnesses(StoryDraft draft)
    {
        foreach (var (part, illness) in draft.Archetype.Illnesses)
        {
            if (!draft.Draw.Chance(part) || (draft.Person.AgeOn(draft.Diagnosed) < 45 && draft.Draw.Chance(0.7) && !draft.IsChild)) continue;
            var since = draft.Diagnosed.AddDays(-draft.Draw.Between(200, draft.IsChild ? 340 : 5000));
            draft.Comorbidities.Add(new Comorbidity(illness, since) { TextOnly = draft.Slip(ErrorKind.IllnessAsText, $"{draft.Key}-c{draft.Comorbidities.Count + 1}") });
        }
    }

    private static void Tests(StoryDraft draft, DateOnly reported)
    {
        foreach (var test in draft.Subtype.Tests.Concat(draft.Stage.Tests)) Report(draft, test, reported);
        if (draft.Archetype.Name == "breast" && draft.Slip(ErrorKind.ReceptorsContradictory, draft.Key)) Contradict(draft, reported);
    }

    private static void Report(StoryDraft draft, Test test, DateOnly day)
    {
        var draw = draft.Draw;
        if (draw.Chance(test.Done))
        {
            if (test.Results.Length > 0) draft.Add(new Finding(test.Kind, day) { Result = draw.Pick<Concept>(test.Results) });
            else Measure(draft, test, day);
        }
        // Half of the tests that were not done leave a trace.
        else if (draw.Chance(0.5)) draft.Add(new Finding(test.Kind, day) { Cancelled = true });
    }

    private static void Measure(StoryDraft draft, Test test, DateOnly day)
    {
        var value = test.High > test.Low * 8 ? draft.Draw.Skewed(test.Low, test.High) : draft.Draw.Between(test.Low, test.High);
        draft.Add(new Finding(test.Kind, day) { Number = Math.Round(value, test.Kind.Decimals) });
        if (test.Kind == draft.Archetype.Marker?.Kind) draft.Marker = value;
    }

    // A second laboratory reports the opposite of the first on the same day.
    private static void Contradict(StoryDraft draft, DateOnly day)
    {
        var first = draft.Findings.Find(finding => finding.Kind == FindingKinds.EstrogenReceptor)?.Result ?? FindingKinds.Negative;
        draft.Add(new Finding(FindingKinds.EstrogenReceptor, day) { Result = first == FindingKinds.Positive ? FindingKinds.Negative : FindingKinds.Positive });
    }

    private static void Genomics(StoryDraft draft)
    {
        if (draft.Subtype.Panel is not { } panel || !draft.Draw.Chance(draft.Subtype.PanelDone)) return;
        var collected = panel.Specimen == SpecimenKind.Blood ? draft.Diagnosed : draft.Specimens[0].Collected;
        var reported = collected.AddDays(draft.Draw.Between(8, 24));
        if (reported > draft.Horizon) return;
        var swapped = draft.Slip(ErrorKind.ReportBeforeSpecimen, $"{draft.Key}-g1");
        draft.GenomicTests.Add(new GenomicTest(panel, collected, draft.Touch(reported), draft.Draw.Pick<Variant[]>(draft.Subtype.Variants)) { DatesSwapped = swapped });
    }

    private static void StageNow(StoryDraft draft, DateOnly day)
    {
        if (draft.Archetype.Scheme == StagingScheme.Tnm && draft.Stage.LowestGrade > 0) draft.Stages.Add(GradeGroup(draft, draft.Diagnosed));
        if (draft.Extent == Extent.Metastatic) Metastases(draft, day);
        if (draft.Slip(ErrorKind.StageMissing, draft.Key)) return;
        switch (draft.Archetype.Scheme)
        {
            case StagingScheme.Tnm:
                Staging.Tnm(draft, "c", day, draft.Stage);
                break;
            case StagingScheme.Iss:
                draft.Stages.Add(new StageFact(StagingScheme.Iss, "", draft.Touch(day), draft.Stage.Group));
                if (draft.GenomicTests.Count > 0) draft.Stages.Add(new StageFact(StagingScheme.RevisedIss, "", day, Staging.RevisedIss(draft)));
                break;
            default:
                draft.Stages.Add(new StageFact(StagingScheme.LeukaemiaRisk, "", draft.Diagnosed.AddDays(2), Staging.LeukaemiaRisk(draft)));
                break;
        }
    }

    private static StageFact GradeGroup(StoryDraft draft, DateOnly day) =>
        new(StagingScheme.GradeGroup, "", day, draft.Draw.Between(draft.Stage.LowestGrade, draft.Stage.HighestGrade).ToString());

    private static void Metastases(StoryDraft draft, DateOnly day)
    {
        Progress.Metastasise(draft, day);
        if (draft.Archetype.MetastasisSites.Length > 1 && draft.Draw.Chance(0.35)) Progress.Metastasise(draft, day);
    }
}

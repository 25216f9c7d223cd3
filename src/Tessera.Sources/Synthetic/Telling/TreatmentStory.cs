using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>Treatment from the first plan to the last visit: the plan's steps, follow-up, relapse, later lines, death.</summary>
internal sealed class TreatmentStory(StoryDraft draft)
{
    private const double DaysPerMonth = 30.4;
    private bool gaveLast;
    private bool operated;
    private RegimenCourse? lastCourse;
    private DateOnly day;
    private DateOnly relapse = DateOnly.MaxValue;
    private DateOnly death = DateOnly.MaxValue;

    private Draw Draw => draft.Draw;

    private int Age => draft.Person.AgeOn(draft.Diagnosed);

    private bool IsPalliative => draft.Extent == Extent.Metastatic || draft.Archetype.Scheme == StagingScheme.Iss;

    /// <summary>Tells it from the day on which treatment was decided.</summary>
    public void Tell(DateOnly decided)
    {
        day = decided;
        var plan = draft.Archetype.Plans.First(candidate => candidate.Fits(draft.Extent, draft.Subtype.Name, Age));
        var untreated = Draw.Chance(plan.Untreated + (draft.Fitness >= 3 ? 0.4 : 0));
        if (draft.Extent != Extent.Metastatic) Decide(plan, untreated);
        if (!untreated)
            foreach (var step in plan.Steps)
                if (!draft.IsOver && day <= draft.Horizon) Take(step);
        if (draft.IsOver) return;
        if (draft.Extent == Extent.Metastatic) Advanced(untreated);
        else if (ProgressedUnderTreatment) Advanced(untreated: false);
        else Follow(draft.Regimens.Count + draft.Operations.Count + draft.Radiotherapies.Count == 0);
    }

    // A course until progression may end before the relapse that was decided.
    private bool ProgressedUnderTreatment
    {
        get
        {
            if (!IsPalliative || lastCourse is not { End: CourseEnd.NoResponse } last || last.Finish >= draft.Horizon) return false;
            draft.LiftLimit();
            return true;
        }
    }

    private void Take(Step step)
    {
        if (step.When == StepCondition.AfterPrevious && !gaveLast) return;
        if (step.When == StepCondition.WithoutPrevious && gaveLast) return;
        if (step.When == StepCondition.WithoutOperation && operated) return;
        var taken = Draw.Chance(step.Chance);
        if (step is Treat) gaveLast = false;
        if (!taken) return;
        switch (step)
        {
            case Operate operate:
                DoOperation(Draw.Pick<Surgery>(operate.Options));
                break;
            case Irradiate irradiate:
                DoRadiotherapy(Draw.Pick<RadiotherapyPlan>(irradiate.Options), irradiate.Concurrent && lastCourse is not null ? lastCourse.Start : day.AddDays(Draw.Between(3, 14)));
                break;
            case Treat treat:
                gaveLast = DoRegimen(treat.Options, IsPalliative ? Intent.Palliative : Intent.Curative) is not null;
                if (gaveLast && draft.IsChild && !draft.IsOver) ChildResponse();
                break;
        }
    }

    // After induction and consolidation the marrow is looked at again.
    private void ChildResponse()
    {
        if (draft.Regimens.Count > 2 || lastCourse!.Finish > draft.Horizon) return;
        var level = Draw.Chance(0.75) ? Draw.Skewed(0, 0.009) : Draw.Skewed(0.01, draft.Regimens.Count == 1 ? 1.5 : 0.1);
        draft.Specimens.Add(new SpecimenFact(SpecimenKind.Marrow, lastCourse.Finish));
        draft.Add(new Finding(FindingKinds.ResidualDisease, lastCourse.Finish) { Number = Math.Round(level, 3) });
        draft.Status(lastCourse.Finish, DiseaseTrend.FullRemission, StatusEvidence.Pathology);
    }

    private void DoOperation(Surgery surgery)
    {
        var on = day.AddDays(Draw.Between(5, 18));
        if (on > draft.Horizon) return;
        Examination.Bloods(draft, on.AddDays(-1));
        draft.Stay(on, surgery.DaysInHospital);
        draft.Operations.Add(new Operation(surgery, on, IsPalliative ? Intent.Palliative : Intent.Curative));
        var report = on.AddDays(Draw.Between(5, 9));
        if (surgery.RemovesTumour && report <= draft.Horizon) Pathology(report);
        Examination.Bloods(draft, on.AddDays(2));
        operated |= surgery.RemovesTumour;
        day = on.AddDays(surgery.DaysInHospital + Draw.Between(18, 36));
    }

    private void Pathology(DateOnly report)
    {
        draft.Specimens.Add(new SpecimenFact(SpecimenKind.Tumour, report.AddDays(-5)));
        if (draft.Tumours.Count > 0) draft.Tumours.Add(Measured(draft.Tumours[0], report));
        Examination.Number(draft, FindingKinds.NodesExamined, report, Draw.Between(2, 18));
        if (draft.Extent == Extent.Metastatic || draft.Stages.TrueForAll(stage => stage.Scheme != StagingScheme.Tnm)) return;
        var after = draft.Regimens.Count > 0;
        Staging.Tnm(draft, after ? "yp" : "p", report, after ? draft.Archetype.Stages[Draw.Chance(0.5) ? 0 : 1] : draft.Stage);
    }

    private TumourFact Measured(TumourFact before, DateOnly report)
    {
        var longest = Math.Max(0.2, before.LongestCentimetres * Draw.Between(0.8, 1.1));
        return new TumourFact(report, Math.Round(longest, 1), Math.Round(Math.Max(0.1, before.OtherCentimetres * 0.9), 1), OnImaging: false);
    }

    private void DoRadiotherapy(RadiotherapyPlan plan, DateOnly start)
    {
        var delivered = Draw.Chance(0.04) && plan.Fractions > 5 ? plan.Fractions - Draw.Between(2, plan.Fractions / 3) : plan.Fractions;
        // Five fractions a week.
        var end = start.AddDays(delivered - 1 + ((delivered - 1) / 5 * 2));
        if (end > draft.Horizon) return;
        draft.Visit(start);
        Examination.Vitals(draft, start, complete: false);
        for (var week = start.AddDays(7); week < end; week = week.AddDays(7)) Examination.Bloods(draft, week);
        draft.Visit(end);
        draft.Radiotherapies.Add(new RadiotherapyCourse(plan, start, draft.Touch(end), delivered, plan.Intent));
        if (end > day) day = end.AddDays(Draw.Between(7, 24));
    }

    private RegimenCourse? DoRegimen((double Weight, Regimen Regimen)[] options, Intent intent)
    {
        var start = day.AddDays(draft.IsChild ? 0 : Draw.Between(2, 12));
        (double, Regimen)[] known = [.. options.Where(option => option.Regimen.Since <= start.Year)];
        if (known.Length == 0) return null;
        var regimen = Draw.Pick<Regimen>(known);
        var course = MedicineCourse.Tell(draft, regimen, intent, start);
        // A taxane follows an anthracycline, unless that was hard enough.
        while (course is not null)
        {
            lastCourse = course;
            day = course.Finish.AddDays(1 + (draft.IsChild ? Draw.Between(0, 9) : 0));
            if (regimen.IsEndocrine && course.Finish >= draft.Horizon) day = course.Start.AddDays(30);
            if (draft.IsOver || regimen.FollowedBy is not { } next || (course.End == CourseEnd.NotTolerated && Draw.Chance(0.6))) return course;
            regimen = next;
            course = MedicineCourse.Tell(draft, regimen, intent, day);
        }

        return lastCourse;
    }

    // Whether and when the cancer comes back, or death for another reason comes first, is decided at once.
    private void Decide(Plan plan, bool untreated)
    {
        var relapses = Draw.Chance(untreated ? Math.Max(plan.Relapse, 0.3) : plan.Relapse);
        relapse = relapses ? day.AddDays(150 + (int)(Draw.Waiting(plan.MonthsToRelapse) * DaysPerMonth)) : DateOnly.MaxValue;
        death = day.AddDays(150 + (int)(Draw.Waiting(Age > 75 ? 110 : Age > 60 ? 380 : 1500) * DaysPerMonth));
        if (death < relapse) draft.LimitTo(death, CourseEnd.Death);
        else draft.LimitTo(relapse, CourseEnd.NoResponse);
    }

    // After a first treatment: visits, less often with the years, until the cancer is back or the data end.
    private void Follow(bool untreated)
    {
        if (!double.IsNaN(draft.Marker) && operated) draft.Marker = Cured();
        for (var visit = day.AddDays(Draw.Between(20, 60)); visit <= draft.Horizon; visit = Next(visit))
        {
            FollowUp(visit, untreated);
            if (Draw.Chance(0.008)) return;
        }

        if (draft.HorizonEnd == CourseEnd.Death) draft.Die(death);
        else if (draft.HorizonEnd == CourseEnd.NoResponse) Relapsed(relapse);
    }

    // Nobody speaks of remission while the tumour is where it was.
    private bool IsCured => draft.Archetype.Scheme == StagingScheme.Iss ? Draw.Chance(0.3)
        : draft.Extent != Extent.Metastatic && (draft.IsChild || operated || draft.Radiotherapies.Exists(course => course.Intent == Intent.Curative));

    private double Cured() => draft.Archetype.Marker!.Kind.High is var high && double.IsFinite(high) && high > 0 ? Draw.Between(0, high * 0.6) : 0.1;

    private DateOnly Next(DateOnly visit) => visit.AddDays((visit.DayNumber - draft.Diagnosed.DayNumber < 900 ? 91 : 182) + Draw.Between(-9, 12));

    private void FollowUp(DateOnly visit, bool untreated)
    {
        draft.Visit(visit, remote: Draw.Chance(0.06));
        Examination.Vitals(draft, visit, complete: false);
        Examination.Performance(draft, visit);
        if (Draw.Chance(0.75)) Examination.Bloods(draft, visit);
        if (untreated) draft.Status(visit, DiseaseTrend.Stable, StatusEvidence.Examination);
        else Progress.Evaluate(draft, visit, cured: IsCured);
        if (draft.IsChild && Draw.Chance(0.3)) draft.Add(new Finding(FindingKinds.ResidualDisease, visit) { Number = Math.Round(Draw.Skewed(0, 0.009), 3) });
    }

    private void Relapsed(DateOnly visit)
    {
        draft.LiftLimit();
        draft.Visit(visit);
        Progress.Relapse(draft, visit);
        Examination.Bloods(draft, visit);
        day = visit.AddDays(Draw.Between(7, 25));
        Advanced(untreated: false);
    }

    private void Advanced(bool untreated)
    {
        var rule = draft.Archetype.Lines.First(candidate => candidate.Fits(draft.Subtype.Name, Age));
        foreach (var line in rule.Lines)
        {
            if (untreated || draft.IsOver || day > draft.Horizon || !Draw.Chance(line.Chance - (draft.Fitness >= 3 ? 0.25 : 0))) break;
            if (DoRegimen(line.Options, IsPalliative ? Intent.Palliative : Intent.Curative) is not { } course) continue;
            if (course.End == CourseEnd.Ongoing) return;
            if (course.End == CourseEnd.Completed) Pause(course);
        }

        if (!draft.IsOver) LastMonths(untreated);
    }

    // A course with a fixed number of cycles is followed by a pause until the disease grows.
    private void Pause(RegimenCourse course)
    {
        var grown = course.Finish.AddDays((int)(Draw.Waiting(4) * DaysPerMonth) + 21);
        for (var visit = course.Finish.AddDays(42); visit < grown && visit <= draft.Horizon; visit = visit.AddDays(84)) FollowUp(visit, untreated: false);
        if (grown <= draft.Horizon) Progress.Worsen(draft, grown);
        if (grown <= draft.Horizon) draft.Visit(grown);
        day = grown;
    }

    private void LastMonths(bool untreated)
    {
        var begin = draft.Latest > day ? draft.Latest : day;
        var mean = untreated ? 5 : draft.Archetype.MonthsAfterLastLine;
        var end = begin.AddDays(30 + (int)(Math.Min(Draw.Waiting(mean), mean * 2.5) * DaysPerMonth));
        for (var visit = begin.AddDays(28); visit < end && visit <= draft.Horizon; visit = visit.AddDays(56))
        {
            draft.Visit(visit);
            Examination.Performance(draft, visit);
            Examination.Vitals(draft, visit, complete: false);
            Examination.Bloods(draft, visit);
            if (Draw.Chance(0.5)) Progress.Worsen(draft, visit, measured: false);
        }

        if (end <= draft.Horizon) draft.Die(end);
    }
}

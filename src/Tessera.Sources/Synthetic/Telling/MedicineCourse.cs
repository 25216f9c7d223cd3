using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>One course of a regimen, cycle by cycle: blood counts first, delays and reductions when they are low, doses, side effects, and a reason to stop.</summary>
internal sealed class MedicineCourse
{
    private const int OneWeek = 7;
    private readonly StoryDraft draft;
    private readonly Regimen regimen;
    private readonly Intent intent;
    private readonly List<Cycle> cycles = [];
    private int percent = 100;
    private CourseEnd end = CourseEnd.Ongoing;

    private MedicineCourse(StoryDraft draft, Regimen regimen, Intent intent) => (this.draft, this.regimen, this.intent) = (draft, regimen, intent);

    private Draw Draw => draft.Draw;

    /// <summary>Tells the course.</summary>
    /// <returns>The course, or null when the data end before it begins.</returns>
    public static RegimenCourse? Tell(StoryDraft draft, Regimen regimen, Intent intent, DateOnly start) =>
        start > draft.Horizon ? null : new MedicineCourse(draft, regimen, intent).Tell(start);

    private RegimenCourse Tell(DateOnly start)
    {
        var planned = PlannedCycles();
        var day = start;
        var finish = start;
        for (var number = 1; number <= planned && end == CourseEnd.Ongoing; number++)
        {
            var delay = Counts(number, day);
            day = day.AddDays(delay);
            if (day > draft.Horizon) break;
            Give(number, day, delay);
            finish = StoryDraft.Min(day.AddDays(regimen.CycleDays - 1), draft.Horizon);
            end = Outcome(number, planned, day);
            day = day.AddDays(regimen.CycleDays);
        }

        if (end == CourseEnd.Ongoing) end = draft.HorizonEnd;
        if (end is CourseEnd.NotTolerated or CourseEnd.Refused or CourseEnd.LostToFollowUp or CourseEnd.Death)
            finish = StoryDraft.Min(cycles[^1].Start.AddDays(regimen.CycleDays / 2), draft.Horizon);
        var last = cycles.SelectMany(cycle => cycle.Doses).Max(dose => dose.On);
        if (last > finish) finish = last;
        var course = new RegimenCourse(regimen, intent, start, draft.Touch(finish), end, cycles);
        var unexplained = course.WasStopped && draft.Slip(ErrorKind.StopReasonMissing, $"{draft.Key}-r{draft.Regimens.Count + 1}");
        draft.Regimens.Add(unexplained ? course with { ReasonMissing = true } : course);
        if (end == CourseEnd.Death) draft.Die(finish.AddDays(Draw.Between(1, 20)));
        if (end == CourseEnd.LostToFollowUp) draft.LostToFollowUp = true;
        return course;
    }

    // Two waiting times, because a disease seldom progresses at once.
    private double Half => (regimen.MeanCycles - 0.5) / 2;

    // Until progression the number of cycles is drawn; else it is the regimen's.
    private int PlannedCycles() => regimen.MeanCycles > 0 ? Math.Min(regimen.Cycles, 1 + (int)(Draw.Waiting(Half) + Draw.Waiting(Half))) : regimen.Cycles;

    private int Counts(int number, DateOnly day)
    {
        draft.Body.Drift(Draw);
        if (number == 1 || day > draft.Horizon || !Draw.Chance(regimen.LowCounts))
        {
            Examine(day);
            return 0;
        }

        var neutrophils = Draw.Between(0.3, 0.95);
        Examination.Bloods(draft, day, neutrophils);
        SideEffect(Toxicities.Neutropenia, neutrophils < 0.5 ? 4 : 3, day, number - 1);
        if (Draw.Chance(0.5)) percent = percent == 100 ? 80 : 70;
        Examine(day.AddDays(OneWeek));
        return OneWeek;
    }

    // Hormones are handed over between the visits of the follow-up.
    private void Examine(DateOnly day)
    {
        if (regimen is { IsEndocrine: true, CycleDays: > 60 }) return;
        draft.Visit(day);
        Examination.Vitals(draft, day, complete: false);
        if (regimen.LowCounts > 0 || cycles.Count % 2 == 0) Examination.Bloods(draft, day);
    }

    private void Give(int number, DateOnly day, int delay)
    {
        var doses = new List<Dose>();
        foreach (var part in regimen.Parts)
        {
            if (number < part.FirstCycle || number > part.LastCycle || (number - 1) % part.Every != 0) continue;
            foreach (var on in part.Days)
            {
                var date = day.AddDays(on - 1);
                if (date > draft.Horizon) continue;
                doses.Add(DoseOf(part, date, number));
                if (on > 1 && part.SupplyDays == 0 && !draft.Visits.Exists(visit => visit.Start == date)) draft.Visit(date);
            }
        }

        cycles.Add(new Cycle(number, day, delay, percent, doses));
    }

    private Dose DoseOf(Part part, DateOnly date, int number)
    {
        var amount = DoseAmounts.Of(part, draft, date, number) * percent / 100;
        var dose = new Dose(part, draft.Touch(date), DoseAmounts.Rounded(part.Basis, amount)) { SupplyDays = part.SupplyDays };
        if (part.SupplyDays > 0) return dose;
        return dose with
        {
            NotGiven = number > 1 && Draw.Chance(0.008),
            RecordedTwice = draft.Slip(ErrorKind.DoseRecordedTwice, $"{draft.Key}-r{draft.Regimens.Count + 1}-{number}"),
        };
    }

    private CourseEnd Outcome(int number, int planned, DateOnly day)
    {
        var worst = 0;
        if (regimen.Toxicities.Length > 0 && Draw.Chance(0.26))
            worst = SideEffect(Draw.Pick<Toxicity>(regimen.Toxicities), 0, day.AddDays(Draw.Between(2, Math.Min(12, regimen.CycleDays - 1))), number);
        if (worst >= 3 && Draw.Chance(0.22)) return CourseEnd.NotTolerated;
        if (Draw.Chance(regimen.StopChance)) return Draw.Pick<CourseEnd>([(0.72, CourseEnd.NotTolerated), (0.22, CourseEnd.Refused), (0.06, CourseEnd.LostToFollowUp)]);
        if (intent == Intent.Palliative && Draw.Chance(0.014)) return CourseEnd.Death;
        if (number == planned) return Finished(day);
        if ((number % 3 == 0 || regimen.CycleDays >= 56) && !regimen.IsEndocrine) Evaluated(day.AddDays(Math.Min(10, regimen.CycleDays - 1)));
        return CourseEnd.Ongoing;
    }

    // Without a fixed number of cycles the last one is that at whose end the disease has grown.
    private CourseEnd Finished(DateOnly day)
    {
        var date = day.AddDays(regimen.CycleDays - 1);
        if (date > draft.Horizon) return CourseEnd.Ongoing;
        if (regimen.MeanCycles == 0 || cycles.Count == regimen.Cycles) return CourseEnd.Completed;
        if (intent == Intent.Curative && draft.Extent != Extent.Systemic) return CourseEnd.NotTolerated;
        draft.Visit(date);
        Progress.Worsen(draft, date);
        return CourseEnd.NoResponse;
    }

    // After an operation there is nothing left to respond.
    private void Evaluated(DateOnly day)
    {
        if (intent == Intent.Curative && draft.Operations.Count > 0) return;
        Progress.Evaluate(draft, day, cured: false);
        if (intent == Intent.Palliative || Draw.Chance(0.5)) Examination.Performance(draft, day);
    }

    private int SideEffect(Toxicity toxicity, int grade, DateOnly day, int number)
    {
        if (day > draft.Horizon) return 0;
        if (grade == 0) grade = Math.Min(toxicity.MostGrade, Draw.Pick<int>([(0.5, 1), (0.34, 2), (0.14, 3), (0.02, 4)]));
        var resolved = day.AddDays(Draw.Between(4, 25));
        var suspect = cycles.Count > 0 ? cycles[^1].Doses.FirstOrDefault(dose => dose is { SupplyDays: 0, NotGiven: false }) : null;
        DateOnly? gone = resolved <= draft.Horizon && Draw.Chance(0.75) ? draft.Touch(resolved) : null;
        draft.AdverseEvents.Add(new AdverseEventFact(toxicity, grade, draft.Touch(day), gone, draft.Regimens.Count + 1, number, suspect));
        return grade;
    }
}

using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>Tells one patient's story: who, which cancer, the work-up, the plan, what came after.</summary>
internal sealed class StoryTeller
{
    private static readonly DateOnly FirstDiagnosis = new(2018, 1, 1);
    private const int DaysOfDiagnoses = 2920;
    private const long SlipSeed = 7919;

    private static readonly Archetype[] Cancers =
        [Breast.Archetype, Lung.Archetype, Colorectal.Colon, Colorectal.Rectum, Prostate.Archetype, Myeloma.Archetype, ChildhoodLeukaemia.Archetype];

    private static readonly (double, Archetype)[] Shares = [.. Cancers.Select(cancer => (cancer.Share, cancer))];

    private readonly StoryDraft draft;
    private readonly Site site;
    private readonly Side side;
    private readonly Histology histology;

    private StoryTeller(StoryDraft draft)
    {
        this.draft = draft;
        site = draft.Draw.Pick<Site>(draft.Archetype.Sites);
        side = !site.IsPaired ? Side.None : draft.Draw.Chance(0.51) ? Side.Left : Side.Right;
        histology = draft.Draw.Pick<Histology>(draft.Subtype.Histologies is { Length: > 0 } own ? own : draft.Archetype.Histologies);
    }

    /// <summary>The story of a patient; the same for the same seed, flavour and number, whoever else there is.</summary>
    public static SyntheticPatient Tell(long seed, SyntheticFlavour flavour, long number) => new StoryTeller(Begin(seed, flavour, number)).Tell(number);

    private static StoryDraft Begin(long seed, SyntheticFlavour flavour, long number)
    {
        var draw = new Draw(seed, number);
        var archetype = draw.Pick<Archetype>(Shares);
        var subtype = draw.Pick<Subtype>(archetype.Subtypes);
        var stages = archetype.Stages;
        var stage = stages[0];
        if (stages.Length > 1) stage = draw.Pick<StageChoice>([.. stages.Select(choice => (choice.Weight, choice))]);
        var diagnosed = FirstDiagnosis.AddDays(draw.Between(0, DaysOfDiagnoses));
        var age = (int)Math.Clamp(draw.Normal(archetype.Age.Mean, archetype.Age.Deviation), archetype.Age.Lowest, archetype.Age.Highest);
        var person = People.Of(draw, flavour, archetype.FemaleShare, diagnosed, age);
        return new StoryDraft
        {
            Draw = draw, Slips = new Draw(seed ^ SlipSeed, number), Key = $"syn{seed}-{number}", Person = person, Archetype = archetype, Subtype = subtype, Stage = stage,
            Diagnosed = diagnosed, Body = Physique.Of(draw, person, age), Extent = stage.Extent, Fitness = Fitness(draw, age),
        };
    }

    private static int Fitness(Draw draw, int age) => draw.Pick<int>(age > 75 ? [(0.25, 0), (0.45, 1), (0.22, 2), (0.08, 3)] : [(0.55, 0), (0.34, 1), (0.09, 2), (0.02, 3)]);

    private SyntheticPatient Tell(long number)
    {
        var draw = draft.Draw;
        if (draft.Archetype.Marker is { } marker && draft.Stage.Tests.All(test => test.Kind != marker.Kind) && draft.Subtype.Tests.All(test => test.Kind != marker.Kind) && draw.Chance(marker.Done))
            draft.Marker = draft.Extent == Extent.Early ? draw.Between(0.3, 1.4) * Math.Max(1, marker.Low * 0.6) : draw.Skewed(marker.Low, marker.High);
        var decided = WorkUp.Tell(draft);
        var treatment = new TreatmentStory(draft);
        treatment.Tell(decided);
        return Finish(number);
    }

    private SyntheticPatient Finish(long number)
    {
        var late = draft.Slip(ErrorKind.LateRecord, $"{draft.Key}-c0");
        var recorded = draft.Diagnosed.AddDays(late ? draft.Slips.Between(60, 400) : draft.Slips.Between(0, 12));
        var diagnosis = new PrimaryCancer(draft.Archetype, site, side, histology, draft.Diagnosed)
        {
            Recorded = StoryDraft.Min(recorded, draft.Latest), MonthOnly = draft.Slip(ErrorKind.DiagnosisMonthOnly, $"{draft.Key}-c0"), ClinicalStatus = ClinicalStatus(),
        };
        return new SyntheticPatient
        {
            Number = number, Key = draft.Key, Person = draft.Person, Cancer = diagnosis, Subtype = draft.Subtype, Stages = draft.Stages, Findings = draft.Findings, GenomicTests = draft.GenomicTests,
            Specimens = draft.Specimens, Tumours = draft.Tumours, Metastases = draft.Metastases, Comorbidities = draft.Comorbidities, Regimens = draft.Regimens,
            Operations = draft.Operations, Radiotherapies = draft.Radiotherapies, Statuses = draft.Statuses, AdverseEvents = draft.AdverseEvents,
            Visits = draft.Visits, Errors = draft.Errors, Died = draft.Died,
        };
    }

    private string ClinicalStatus()
    {
        if (draft.Statuses.Count == 0) return "active";
        return draft.Statuses[^1].Trend switch
        {
            DiseaseTrend.FullRemission => "remission",
            DiseaseTrend.Worsened when draft.Statuses.Exists(status => status.Trend == DiseaseTrend.FullRemission) => "recurrence",
            _ => "active",
        };
    }
}

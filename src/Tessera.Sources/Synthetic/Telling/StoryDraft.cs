using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>A story while it is told: what has happened so far. Nothing is added after the day on which the centre's data end.</summary>
internal sealed class StoryDraft
{
    /// <summary>The day on which the data of the synthetic centre end; fixed, so that the same seed gives the same bytes on any day.</summary>
    public static readonly DateOnly AsOf = new(2026, 6, 30);

    public required Draw Draw { get; init; }

    /// <summary>Randomness of what goes wrong in recording, apart from the story itself.</summary>
    public required Draw Slips { get; init; }

    public required string Key { get; init; }
    public required Person Person { get; init; }
    public required Archetype Archetype { get; init; }
    public required Subtype Subtype { get; init; }
    public required StageChoice Stage { get; init; }
    public required DateOnly Diagnosed { get; init; }
    public required Physique Body { get; init; }

    public bool IsChild => Archetype.Scheme == StagingScheme.LeukaemiaRisk;
    public Extent Extent { get; set; }

    /// <summary>ECOG performance status now.</summary>
    public int Fitness { get; set; }

    /// <summary>Level of the marker that follows the disease; NaN when it is not followed.</summary>
    public double Marker { get; set; } = double.NaN;

    /// <summary>Last day that the story may speak of for now: the end of the data, or the eve of a relapse or death that is already decided.</summary>
    public DateOnly Horizon { get; private set; } = AsOf;

    /// <summary>How a course ends that reaches the horizon.</summary>
    public CourseEnd HorizonEnd { get; private set; }

    public DateOnly Latest { get; private set; }
    public DateOnly? Died { get; private set; }
    public bool LostToFollowUp { get; set; }
    public bool IsOver => Died is not null || LostToFollowUp;

    public List<StageFact> Stages { get; } = [];
    public List<Finding> Findings { get; } = [];
    public List<GenomicTest> GenomicTests { get; } = [];
    public List<SpecimenFact> Specimens { get; } = [];
    public List<TumourFact> Tumours { get; } = [];
    public List<Metastasis> Metastases { get; } = [];
    public List<Comorbidity> Comorbidities { get; } = [];
    public List<RegimenCourse> Regimens { get; } = [];
    public List<Operation> Operations { get; } = [];
    public List<RadiotherapyCourse> Radiotherapies { get; } = [];
    public List<StatusFact> Statuses { get; } = [];
    public List<AdverseEventFact> AdverseEvents { get; } = [];
    public List<Visit> Visits { get; } = [];
    public List<PlantedError> Errors { get; } = [];

    /// <summary>Notes that something happened on a day: death comes later than all that happened.</summary>
    public DateOnly Touch(DateOnly day)
    {
        if (day > Latest) Latest = day;
        return day;
    }

    public void Add(Finding finding)
    {
        if (finding.On > Horizon) return;
        Findings.Add(finding with { On = Touch(finding.On) });
    }

    public void Status(DateOnly on, DiseaseTrend trend, StatusEvidence evidence)
    {
        // One word a day: the first is that of the tumour board.
        if (on <= Horizon && !Statuses.Exists(known => known.On == on)) Statuses.Add(new StatusFact(Touch(on), trend, evidence));
    }

    /// <summary>A visit of one day.</summary>
    public void Visit(DateOnly day, bool remote = false)
    {
        if (day <= Horizon) Visits.Add(new Visit(Touch(day), day, false, remote));
    }

    /// <summary>A stay in hospital, which ends at the latest when the data end.</summary>
    public void Stay(DateOnly from, int days)
    {
        if (from > Horizon) return;
        var end = Min(from.AddDays(days), Horizon);
        Visits.Add(new Visit(from, Touch(end), true));
    }

    /// <summary>Decides that a relapse or death comes on a day, so that nothing is told beyond it.</summary>
    public void LimitTo(DateOnly day, CourseEnd end) => (Horizon, HorizonEnd) = day <= AsOf ? (day.AddDays(-1), end) : (AsOf, CourseEnd.Ongoing);

    /// <summary>The relapse has come: the story goes on.</summary>
    public void LiftLimit() => (Horizon, HorizonEnd) = (AsOf, CourseEnd.Ongoing);

    /// <summary>Death on a day, or later when more was already recorded. A day after the end of the data is not known yet.</summary>
    public void Die(DateOnly day)
    {
        var death = day > Latest ? day : Latest;
        if (death <= AsOf) Died = death;
    }

    /// <summary>Plants an error at its rate.</summary>
    public bool Slip(ErrorKind kind, string where)
    {
        if (!Slips.Chance(ErrorRates.Of(kind).Rate)) return false;
        Errors.Add(new PlantedError(kind, where));
        return true;
    }

    public static DateOnly Min(DateOnly first, DateOnly second) => first < second ? first : second;
}

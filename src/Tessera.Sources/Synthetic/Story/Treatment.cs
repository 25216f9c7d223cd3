using Tessera.Sources.Synthetic.Archetypes;

namespace Tessera.Sources.Synthetic.Story;

/// <summary>One course of a regimen: what was planned and what was given, cycle by cycle.</summary>
internal sealed record RegimenCourse(Regimen Regimen, Intent Intent, DateOnly Start, DateOnly Finish, CourseEnd End, IReadOnlyList<Cycle> Cycles)
{
    /// <summary>The course was stopped and nobody wrote why.</summary>
    public bool ReasonMissing { get; init; }

    public bool WasStopped => End is CourseEnd.NoResponse or CourseEnd.NotTolerated or CourseEnd.Refused or CourseEnd.LostToFollowUp or CourseEnd.Death;
}

/// <summary>One cycle. <paramref name="DelayDays"/> tells how late it began, <paramref name="Percent"/> which part of the planned dose was given.</summary>
internal sealed record Cycle(int Number, DateOnly Start, int DelayDays, int Percent, IReadOnlyList<Dose> Doses);

/// <summary>A dose given on one day, or for an oral medicine the supply handed over.</summary>
internal sealed record Dose(Part Part, DateOnly On, double Amount)
{
    /// <summary>Days that a dispensed supply lasts; 0 for what was administered.</summary>
    public int SupplyDays { get; init; }

    /// <summary>The dose was left out.</summary>
    public bool NotGiven { get; init; }

    /// <summary>The same dose was written down twice.</summary>
    public bool RecordedTwice { get; init; }
}

/// <summary>An operation.</summary>
internal sealed record Operation(Surgery Surgery, DateOnly On, Intent Intent);

/// <summary>A course of radiotherapy as it was delivered.</summary>
internal sealed record RadiotherapyCourse(RadiotherapyPlan Plan, DateOnly Start, DateOnly End, int Fractions, Intent Intent);

/// <summary>Something unwanted that happened during a treatment, graded by CTCAE.</summary>
internal sealed record AdverseEventFact(Toxicity Toxicity, int Grade, DateOnly On, DateOnly? Resolved, int Course, int Cycle, Dose? Suspect);

/// <summary>A contact with the centre.</summary>
internal sealed record Visit(DateOnly Start, DateOnly End, bool IsInpatient, bool IsRemote = false);

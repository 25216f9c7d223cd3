using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>The first treatment of an extent: steps in order. The first plan that fits a patient is taken.</summary>
internal sealed record Plan(Extent Extent, params Step[] Steps)
{

    /// <summary>Subtypes it is for; empty for all.</summary>
    public string[] Subtypes { get; init; } = [];

    public int MinAge { get; init; }
    public int MaxAge { get; init; } = 150;

    /// <summary>Part of patients whose cancer comes back.</summary>
    public double Relapse { get; init; }

    /// <summary>Mean months until it does.</summary>
    public double MonthsToRelapse { get; init; } = 22;

    /// <summary>Part of patients who get no treatment but supportive care or observation.</summary>
    public double Untreated { get; init; }

    public bool Fits(Extent extent, string subtype, int age) =>
        extent == Extent && age >= MinAge && age <= MaxAge && (Subtypes.Length == 0 || Subtypes.Contains(subtype));
}

/// <summary>A step of a plan that some patients get.</summary>
internal abstract record Step(double Chance)
{
    /// <summary>On what before it the step depends.</summary>
    public StepCondition When { get; init; }
}

/// <summary>What must have come before a step of a plan.</summary>
internal enum StepCondition
{
    Always,

    /// <summary>Only for those who got the regimen before.</summary>
    AfterPrevious,

    /// <summary>Only for those who did not get the regimen before.</summary>
    WithoutPrevious,

    /// <summary>Only for those whose tumour was not operated on.</summary>
    WithoutOperation,
}

/// <summary>An operation.</summary>
internal sealed record Operate(double Chance, params (double, Surgery)[] Options) : Step(Chance);

/// <summary>A course of radiotherapy.</summary>
internal sealed record Irradiate(double Chance, params (double, RadiotherapyPlan)[] Options) : Step(Chance)
{
    /// <summary>Given together with the regimen before: begins when that begins.</summary>
    public bool Concurrent { get; init; }
}

/// <summary>A regimen.</summary>
internal sealed record Treat(double Chance, params (double, Regimen)[] Options) : Step(Chance);

/// <summary>Lines of treatment of an advanced cancer.</summary>
internal sealed record LineRule(params Line[] Lines)
{
    public string[] Subtypes { get; init; } = [];
    public int MinAge { get; init; }
    public int MaxAge { get; init; } = 150;

    public bool Fits(string subtype, int age) => age >= MinAge && age <= MaxAge && (Subtypes.Length == 0 || Subtypes.Contains(subtype));
}

/// <summary>One line: the part of patients who reach the choice and get it, and what they get.</summary>
internal sealed record Line(double Chance, params (double, Regimen)[] Options);

/// <summary>An operation; SNOMED CT codes only where mCODE shows them.</summary>
internal sealed record Surgery(Concept Code, int DaysInHospital)
{
    /// <summary>Whether it removes the tumour, so that a pathological stage follows.</summary>
    public bool RemovesTumour { get; init; } = true;
}

/// <summary>A course of radiotherapy as planned: volumes with dose and fractions.</summary>
internal sealed record RadiotherapyPlan(string Name, string Technique, params Volume[] Volumes)
{
    public Intent Intent { get; init; } = Intent.Curative;
    public int Fractions => Volumes.Max(volume => volume.Fractions);
}

/// <summary>A volume that is irradiated.</summary>
internal sealed record Volume(string Name, Concept Location, int CentiGray, int Fractions);

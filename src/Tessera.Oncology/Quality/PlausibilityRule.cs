namespace Tessera.Oncology.Quality;

/// <summary>The rules of plausibility. The first six make a value implausible; the others are warnings:
/// they are unusual and possible. <c>docs/quality.md</c> has each with its exceptions and where it comes from.</summary>
public enum PlausibilityRule
{
    /// <summary>The date lies before the patient's birth.</summary>
    BeforeBirth,

    /// <summary>Something that needs a living patient has a date after death; of a diagnosis a warning.</summary>
    AfterDeath,

    /// <summary>Treatment or staging long before the only diagnosis.</summary>
    BeforeDiagnosis,

    /// <summary>A period ends before it begins.</summary>
    EndBeforeStart,

    /// <summary>The date lies after the day on which the record was written.</summary>
    InFuture,

    /// <summary>A number that the scale does not have.</summary>
    OffScale,

    /// <summary>An organ that the recorded sex does not have.</summary>
    SexAgainstSite,

    /// <summary>A stage group that the T, N and M of the same day do not fit.</summary>
    StageAgainstTnm,

    /// <summary>A body surface that height and weight do not fit, or a dose five times or a fifth of the usual for this body.</summary>
    DoseAgainstBody,
}

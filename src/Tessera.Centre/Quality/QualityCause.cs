namespace Tessera.Centre.Quality;

/// <summary>One reason with how much it is about.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Count">Records or patients; of quarantine, source records, which are in no denominator.</param>
public sealed record QualityCause(QualityCauseKind Kind, long Count)
{
    /// <summary>More exactly: the quarantine's cause, the validator's message; null when there is no more to say.</summary>
    public string? Detail { get; init; }

    /// <summary>The rule of plausibility, of <see cref="QualityCauseKind.Implausible"/>.</summary>
    public Oncology.Quality.PlausibilityRule? Rule { get; init; }

    /// <summary>Number of the validator's rule, of <see cref="QualityCauseKind.Invalid"/>, or null.</summary>
    public long? ValidationRule { get; init; }
}

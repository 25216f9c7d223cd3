namespace Tessera.Oncology.Mcode;

/// <summary>What an observation's code says about how mCODE represents it.</summary>
/// <param name="Profile">Profile it is written to, or null for a plain Observation.</param>
/// <param name="Category">Observation category, or null when nothing is known.</param>
public sealed record ObservationKind(string? Profile, string? Category)
{
    /// <summary>A SNOMED CT category that the IG's searches ask for.</summary>
    public string? SnomedCategory { get; init; }

    /// <summary>The value is a whole number between <see cref="Lowest"/> and <see cref="Highest"/>, without unit.</summary>
    public bool IsScore { get; init; }

    /// <summary>Lowest score.</summary>
    public int Lowest { get; init; }

    /// <summary>Highest score.</summary>
    public int Highest { get; init; }

    /// <summary>UCUM units that the profile allows; empty for any.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>The profile needs a date to the day (vs-1, us-core-1).</summary>
    public bool NeedsDay { get; init; }
}

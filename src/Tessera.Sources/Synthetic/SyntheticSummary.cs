namespace Tessera.Sources.Synthetic;

/// <summary>What a synthetic centre contains.</summary>
public sealed record SyntheticSummary
{
    /// <summary>Number of patients.</summary>
    public required long Patients { get; init; }

    /// <summary>Patients whose cancer was treated in any way.</summary>
    public required long Treated { get; init; }

    /// <summary>Patients by cancer.</summary>
    public required IReadOnlyDictionary<string, long> Cancers { get; init; }

    /// <summary>Resources by type, or rows by file.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>Errors planted, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Systemic treatment beside published ratios.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Bytes of all files.</summary>
    public required long Bytes { get; init; }
}

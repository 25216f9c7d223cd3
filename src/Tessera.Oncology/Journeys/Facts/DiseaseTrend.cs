namespace Tessera.Oncology.Journeys.Facts;

/// <summary>How a cancer stands (mcode-condition-status-trend-max-vs).</summary>
public enum DiseaseTrend
{
    /// <summary>Not evaluated, or the record does not say.</summary>
    NotKnown,

    /// <summary>In full remission.</summary>
    FullRemission,

    /// <summary>In partial remission.</summary>
    PartialRemission,

    /// <summary>Improved.</summary>
    Improved,

    /// <summary>Stable.</summary>
    Stable,

    /// <summary>Worsened: progression.</summary>
    Worsened,

    /// <summary>Evaluated and not to be decided.</summary>
    Undetermined,

    /// <summary>Distant metastasis is present.</summary>
    DistantMetastasis,
}

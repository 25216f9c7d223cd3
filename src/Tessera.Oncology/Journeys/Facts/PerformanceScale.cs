namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Scales of performance status.</summary>
public enum PerformanceScale
{
    /// <summary>ECOG, 0 (fully active) to 5 (dead).</summary>
    Ecog,

    /// <summary>Karnofsky, 100 (normal) to 0 (dead).</summary>
    Karnofsky,

    /// <summary>Lansky play performance, for children, 100 to 0.</summary>
    Lansky,
}

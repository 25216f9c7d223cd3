using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>One element of the report.</summary>
/// <param name="Element">The element.</param>
/// <param name="Counts">How far it came.</param>
public sealed record QualityLine(QualityElement Element, QualityCounts Counts)
{
    /// <summary>What the counts were before the last import; null when there is nothing to compare with.</summary>
    public QualityCounts? Before { get; init; }

    /// <summary>Source records in quarantine that would have fed it.</summary>
    public long Quarantined { get; init; }

    /// <summary>The main reasons why it is not usable everywhere, most frequent first; at most three.</summary>
    public IReadOnlyList<QualityCause> Causes { get; init; } = [];

    /// <summary>How many values rules of plausibility spoke about, by rule.</summary>
    public IReadOnlyDictionary<PlausibilityRule, long> Findings { get; init; } = new Dictionary<PlausibilityRule, long>();
}

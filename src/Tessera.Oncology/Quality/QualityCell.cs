namespace Tessera.Oncology.Quality;

/// <summary>The counts of one source and month.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Month">The month; see <see cref="QualityKey.Month"/>.</param>
/// <param name="Counts">The counts by entry; see <see cref="QualityKey.Entry"/>.</param>
public readonly record struct QualityCell(string Source, int Month, IReadOnlyDictionary<int, QualityCounts> Counts);

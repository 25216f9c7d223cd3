using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>What the counts were after an earlier import.</summary>
/// <param name="Run">That import.</param>
/// <param name="Taken">When.</param>
/// <param name="Totals">The counts, by source.</param>
public sealed record QualityComparison(long Run, DateTimeOffset Taken, QualityVector Totals);

namespace Tessera.Centre.Runs;

/// <summary>What became of every non-empty cell.</summary>
/// <param name="Used">In a resource.</param>
/// <param name="Ignored">Left out by a stated rule.</param>
/// <param name="Rejected">Part of a record that was quarantined.</param>
public sealed record CellTotals(long Used, long Ignored, long Rejected);

namespace Tessera.Sources;

/// <summary>What became of the non-empty cells of a row. <c>NULL</c> and <c>nil</c> count as empty, except in names.</summary>
/// <param name="Used">Cells that fed an element.</param>
/// <param name="Ignored">Cells that a stated rule leaves out; of an ignored row all.</param>
/// <param name="Rejected">Cells of a quarantined row: all of them, because none of it is used.</param>
public sealed record CellAccount(int Used, int Ignored, int Rejected)
{
    /// <summary>All non-empty cells.</summary>
    public int Total => Used + Ignored + Rejected;

    /// <summary>The ignored cells of an extracted row, each with its rule.</summary>
    public IReadOnlyList<IgnoredCell> IgnoredCells { get; init; } = [];
}

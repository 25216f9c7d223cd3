using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>What a patient contributes, as the few bytes that are kept: they are made before the writer's turn, and many patients wait for it.</summary>
internal sealed class QualityShare
{
    private readonly List<(string Source, int Month, byte[] Counts)> cells;

    private QualityShare(List<(string, int, byte[])> cells) => this.cells = cells;

    /// <summary>By source and month, in no order.</summary>
    public IReadOnlyList<(string Source, int Month, byte[] Counts)> Cells => cells;

    public static QualityShare Of(QualityVector vector)
    {
        var cells = new List<(string, int, byte[])>();
        foreach (var cell in vector.Cells) cells.Add((cell.Source, cell.Month, QualityCodec.Write(cell.Counts)));
        return new QualityShare(cells);
    }
}

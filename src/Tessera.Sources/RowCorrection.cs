namespace Tessera.Sources;

/// <summary>What a person says that a row of a file should say. It holds for rows that say exactly what the row said then, wherever in the file
/// they stand. Patient data: not for logs.</summary>
/// <param name="Id">Its number.</param>
/// <param name="File">File name without folder.</param>
/// <param name="Original">The row's non-empty cells as the file has them.</param>
/// <param name="Corrected">The cells that say something else, each with what it should say; an empty text empties the cell.</param>
public sealed record RowCorrection(long Id, string File, IReadOnlyList<SourceCell> Original, IReadOnlyList<SourceCell> Corrected);

namespace Tessera.Sources.Csv;

/// <summary>One row of a file: its cells, or why it has none.</summary>
/// <param name="Number">Row as a spreadsheet shows it: the header is row 1, blank rows count, a cell over several lines is one row.</param>
/// <param name="Line">Line of the file where the row starts, as an editor shows it, from 1.</param>
/// <param name="Cells">The cells in the file's order, without surrounding spaces; empty when the row cannot be read.</param>
/// <param name="Problem">Why the row cannot be read, or null.</param>
internal readonly record struct CsvRow(int Number, int Line, string[] Cells, string? Problem)
{
    /// <summary>How many pieces of text an unreadable row has, for the account of cells.</summary>
    public int Pieces { get; init; }

    /// <summary>Number of the correction that was applied; 0 for none.</summary>
    public long Correction { get; init; }
}

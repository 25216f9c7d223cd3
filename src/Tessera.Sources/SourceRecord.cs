namespace Tessera.Sources;

/// <summary>Identity of one row of a source.</summary>
/// <param name="Source">Id of the source, stable between runs.</param>
/// <param name="File">File name without folder.</param>
/// <param name="Row">Row as a spreadsheet shows it: the header is row 1, blank rows count, a cell over several lines is one row.</param>
/// <param name="Patient">The patient's identifier in the source, or empty when the row could not be read.</param>
public sealed record SourceRecord(string Source, string File, int Row, string Patient)
{
    /// <summary>Line of the file where the row starts, as an editor shows it, from 1. It differs from the row after a cell over several lines.</summary>
    public int Line { get; init; }
}

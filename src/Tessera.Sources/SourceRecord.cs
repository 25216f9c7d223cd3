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

    /// <summary>How far the source has come with this record, as a text whose ordinal order is the order of the source's changes (a day or instant in
    /// ISO form and one zone, a row version padded with zeros); null where the source has no such order.</summary>
    public string? Mark { get; init; }

    /// <summary>Number of the correction that was applied over the row; 0 for none.</summary>
    public long Correction { get; init; }
}

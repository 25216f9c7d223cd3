namespace Tessera.Centre.Quarantine;

/// <summary>A source record that could not be taken over. Its neighbours were.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="File">File or table.</param>
/// <param name="Row">Row, from 1.</param>
/// <param name="Since">When it was first quarantined.</param>
/// <param name="Run">The import run that saw it last.</param>
/// <param name="Problems">Why; at least one.</param>
public sealed record QuarantinedRecord(string Source, string File, int Row, DateTimeOffset Since, long Run, IReadOnlyList<QuarantinedProblem> Problems)
{
    /// <summary>The row's cells as pairs of column and value, the empty ones and corrections included; none when the row could not be read. Patient
    /// data: for the page only.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Cells { get; init; } = [];

    /// <summary>How far the source had come with the record, or null.</summary>
    public string? Mark { get; init; }

    /// <summary>The correction that was applied and did not suffice, or null.</summary>
    public long? Correction { get; init; }
}

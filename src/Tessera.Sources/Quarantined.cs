namespace Tessera.Sources;

/// <summary>The row cannot be used until somebody corrects it; nothing of it was written.</summary>
/// <param name="Record">The row.</param>
/// <param name="Cells">Its cells, all rejected.</param>
/// <param name="Problems">What is wrong, at least one.</param>
public sealed record Quarantined(SourceRecord Record, CellAccount Cells, IReadOnlyList<CellProblem> Problems) : RecordOutcome(Record, Cells)
{
    /// <summary>The row's non-empty cells, for the page that shows it; empty when the row could not be split into cells.</summary>
    public IReadOnlyList<SourceCell> Row { get; init; } = [];

    /// <summary>The resources that the row gave when it was good, and gives again: they have not vanished. Null when that cannot be told, because
    /// what is wrong concerns the patient or the key, or the row cannot be read.</summary>
    public IReadOnlyList<(string Type, string Id)>? Stands { get; init; }
}

namespace Tessera.Sources;

/// <summary>The row is left out by a rule.</summary>
/// <param name="Record">The row.</param>
/// <param name="Cells">Its cells, all ignored.</param>
/// <param name="Rule">The rule.</param>
public sealed record Ignored(SourceRecord Record, CellAccount Cells, string Rule) : RecordOutcome(Record, Cells);

namespace Tessera.Sources;

/// <summary>The row became resources.</summary>
/// <param name="Record">The row.</param>
/// <param name="Cells">What became of its cells.</param>
/// <param name="Resources">The resources, at least one.</param>
public sealed record Extracted(SourceRecord Record, CellAccount Cells, IReadOnlyList<ExtractedResource> Resources) : RecordOutcome(Record, Cells);

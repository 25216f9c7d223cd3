namespace Tessera.Sources;

/// <summary>What became of one row: exactly one outcome each, so that read = extracted + quarantined + ignored.</summary>
/// <param name="Record">The row.</param>
/// <param name="Cells">What became of its cells.</param>
public abstract record RecordOutcome(SourceRecord Record, CellAccount Cells)
{
    /// <summary>The record as it was read, corrections applied, for whoever is to correct it; null when it has no cells.</summary>
    public RecordText? Text { get; init; }
}

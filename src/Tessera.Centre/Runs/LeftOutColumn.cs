namespace Tessera.Centre.Runs;

/// <summary>What of the records that were taken over fed nothing, and why.</summary>
/// <param name="File">File or table; of a FHIR server the type of the resources.</param>
/// <param name="Column">Column, or the path of the element without places in lists.</param>
/// <param name="Why">The stated rule.</param>
/// <param name="Cells">How many cells that were not empty.</param>
public sealed record LeftOutColumn(string File, string Column, string Why, long Cells);

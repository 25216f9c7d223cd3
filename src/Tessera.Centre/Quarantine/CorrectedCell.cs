namespace Tessera.Centre.Quarantine;

/// <summary>A cell that a person says something else of than its source. Patient data: for the page only.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">What it should say; empty to empty it.</param>
/// <param name="Author">Who says so.</param>
/// <param name="Made">When.</param>
public sealed record CorrectedCell(string Column, string Value, string Author, DateTimeOffset Made);

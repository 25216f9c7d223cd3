namespace Tessera.Sources;

/// <summary>A non-empty cell as it was read. Patient data: not for logs.</summary>
/// <param name="Column">Column as the file's header writes it.</param>
/// <param name="Value">What the cell says.</param>
public sealed record SourceCell(string Column, string Value);

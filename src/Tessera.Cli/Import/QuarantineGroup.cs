namespace Tessera.Cli.Import;

/// <summary>Records of one file that are in quarantine for one reason.</summary>
/// <param name="File">The file.</param>
/// <param name="Column">The column, or null for the whole row.</param>
/// <param name="Reason">What is wrong, without the value.</param>
/// <param name="Fix">What to do.</param>
/// <param name="FirstRow">The first such row.</param>
/// <param name="Records">How many rows.</param>
internal sealed record QuarantineGroup(string File, string? Column, string Reason, string Fix, int FirstRow, int Records);

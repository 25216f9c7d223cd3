namespace Tessera.Centre.Quarantine;

/// <summary>Why a record was quarantined: one problem of one cell, or of the whole record.</summary>
/// <param name="Column">The column, or null for the whole record.</param>
/// <param name="Reason">What is wrong, without the value.</param>
/// <param name="Fix">What to do about it, or null.</param>
/// <param name="Value">What the cell says, or null. Patient data: for the page, not for logs.</param>
public sealed record QuarantinedProblem(string? Column, string Reason, string? Fix, string? Value = null);

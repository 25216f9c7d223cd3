namespace Tessera.Sources;

/// <summary>Why a row is in quarantine.</summary>
/// <param name="Column">The column as the layout names it, or null for the whole row.</param>
/// <param name="Reason">What is wrong, without the value.</param>
/// <param name="Fix">What to do.</param>
public sealed record CellProblem(string? Column, string Reason, string Fix)
{
    /// <summary>What the cell says. Patient data: for the quarantine page, not for logs.</summary>
    public string? Value { get; init; }
}

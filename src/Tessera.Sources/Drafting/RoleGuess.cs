namespace Tessera.Sources.Drafting;

/// <summary>What a column seems to hold, and how sure that is.</summary>
/// <param name="Column">The column.</param>
/// <param name="Role">What it seems to hold.</param>
/// <param name="IsNamed">Whether its header says so.</param>
/// <param name="IsShown">Whether its cells look so.</param>
internal sealed record RoleGuess(ColumnSample Column, ColumnRole Role, bool IsNamed, bool IsShown)
{
    /// <summary>How sure, in words for a comment.</summary>
    public string Confidence => (IsNamed, IsShown) switch
    {
        (false, true) when Role == ColumnRole.Patient => "likely: every file has such a column",
        _ when Role is ColumnRole.Value or ColumnRole.Dose or ColumnRole.Low or ColumnRole.High && Column.Signs.AreMixed => "its decimals follow a comma here and a point there: look at the file",
        (true, true) => "sure: its header and its cells say so",
        (true, false) => "likely: its header says so",
        (false, true) => "likely: its cells look so",
        _ => "a guess",
    };

    public int Points => (IsNamed ? 2 : 0) + (IsShown ? 2 : 0);
}

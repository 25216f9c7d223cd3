namespace Tessera.Web.Components;

/// <summary>One choice of a <c>Segmented</c> control: a link when the choice is part of the address, else a button that a script listens to.</summary>
/// <param name="Label">Its word.</param>
/// <param name="Current">Whether it is chosen.</param>
public sealed record Choice(string Label, bool Current)
{
    /// <summary>Where it leads; null for a button.</summary>
    public string? Href { get; init; }

    /// <summary>For a button: its value, in <c>data-choice</c>.</summary>
    public string? Value { get; init; }
}

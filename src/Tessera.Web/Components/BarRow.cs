namespace Tessera.Web.Components;

/// <summary>One row of a <c>BarList</c>.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Count">How many.</param>
/// <param name="Href">Where these are listed, or null.</param>
public sealed record BarRow(string Label, long Count, string? Href)
{
    /// <summary>Whether it sums up several values: it then has no bar, which would stand beside bars of single values.</summary>
    public bool IsRest { get; init; }
}

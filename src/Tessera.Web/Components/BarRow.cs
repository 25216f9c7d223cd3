namespace Tessera.Web.Components;

/// <summary>One row of a <c>BarList</c>.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Count">How many.</param>
/// <param name="Href">Where these are listed, or null.</param>
public sealed record BarRow(string Label, long Count, string? Href);

namespace Tessera.Web.Components;

/// <summary>Values of one property to filter by.</summary>
/// <param name="Label">The property.</param>
/// <param name="Options">Its values.</param>
public sealed record FilterGroup(string Label, IReadOnlyList<FilterOption> Options);

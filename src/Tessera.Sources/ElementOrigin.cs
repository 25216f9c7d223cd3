namespace Tessera.Sources;

/// <summary>Which column fed which element (law 9: evidence travels).</summary>
/// <param name="Column">Column as the layout names it.</param>
/// <param name="Path">Element, such as <c>Condition.bodySite.coding.code</c>.</param>
public sealed record ElementOrigin(string Column, string Path)
{
    /// <summary>The rule that decided, where the element does not simply hold the cell.</summary>
    public string? Rule { get; init; }
}

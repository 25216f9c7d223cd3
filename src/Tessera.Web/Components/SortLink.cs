namespace Tessera.Web.Components;

/// <summary>The link in a column's head that sorts by it.</summary>
/// <param name="Href">Where it leads.</param>
/// <param name="Current">How the rows are sorted by it now: true upwards, false downwards, null not at all.</param>
public sealed record SortLink(string Href, bool? Current);

namespace Tessera.Web.Components;

/// <summary>One value to filter by.</summary>
/// <param name="Label">Its words.</param>
/// <param name="Count">How many there are with the other filters as they are; null when that is not counted.</param>
/// <param name="Href">The address with this value chosen, or without it when it is chosen.</param>
/// <param name="Chosen">Whether it is chosen.</param>
public sealed record FilterOption(string Label, long? Count, string Href, bool Chosen);

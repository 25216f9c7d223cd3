namespace Tessera.Web.Components;

/// <summary>A part of what a <see cref="Fact"/> says, with its own record.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Href">The page of its record; null where no one record says it.</param>
public sealed record FactPart(string Text, string? Href);

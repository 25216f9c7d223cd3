namespace Tessera.Web.Components;

/// <summary>One fact of a <c>FactStrip</c>.</summary>
/// <param name="Name">What it is, such as <c>Stage now</c>.</param>
/// <param name="Value">What it says.</param>
public sealed record Fact(string Name, string Value)
{
    /// <summary>A word below it, such as its date; or null.</summary>
    public string? Note { get; init; }

    /// <summary>Where it is from: the page of its record; or null.</summary>
    public string? Href { get; init; }
}

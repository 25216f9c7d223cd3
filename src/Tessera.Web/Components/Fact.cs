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

    /// <summary>The value in parts, when several records say it; else empty.</summary>
    public IReadOnlyList<FactPart> Parts { get; init; } = [];

    /// <summary>What stands between the parts.</summary>
    public string Separator { get; init; } = " ";

    /// <summary>A fact that several records say.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="parts">What each says.</param>
    /// <param name="separator">What stands between them.</param>
    public static Fact Of(string name, IReadOnlyList<FactPart> parts, string separator) =>
        new(name, string.Join(separator, parts.Select(part => part.Text))) { Parts = parts, Separator = separator };
}

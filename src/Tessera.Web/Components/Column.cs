using Microsoft.AspNetCore.Components;

namespace Tessera.Web.Components;

/// <summary>One column of a <c>DataTable</c>.</summary>
/// <typeparam name="TRow">What a row shows.</typeparam>
/// <param name="Label">The words above it.</param>
/// <param name="Cell">What stands in its cells.</param>
public sealed record Column<TRow>(string Label, RenderFragment<TRow> Cell)
{
    /// <summary>Class of its cells: <c>num</c>, <c>date</c>, <c>wide</c>, <c>shape</c>, <c>from</c>, <c>check</c>, or null.</summary>
    public string? Class { get; init; }

    /// <summary>Whether it names its row.</summary>
    public bool NamesRow { get; init; }

    /// <summary>Whether its label is for screen readers only.</summary>
    public bool Quiet { get; init; }

    /// <summary>What stands before its value where a table is a list, on a phone; null for nothing.</summary>
    public string? OnPhone { get; init; }

    /// <summary>How rows are sorted by it, or null.</summary>
    public SortLink? Sort { get; init; }
}

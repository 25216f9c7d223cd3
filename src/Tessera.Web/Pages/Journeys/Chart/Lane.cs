namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>One row of the picture.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Kind">How.</param>
/// <param name="Items">What, by first day.</param>
public sealed record Lane(string Name, LaneKind Kind, IReadOnlyList<Item> Items)
{
    /// <summary>A word behind the name: the normal range, the unit; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>Lower end of the normal range.</summary>
    public decimal? Low { get; init; }

    /// <summary>Upper end of the normal range.</summary>
    public decimal? High { get; init; }
}

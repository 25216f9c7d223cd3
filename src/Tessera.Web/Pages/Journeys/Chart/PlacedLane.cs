namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>A lane with its marks.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Top">Top edge from the top of the picture.</param>
/// <param name="Height">Height.</param>
/// <param name="Marks">Its marks, from left to right.</param>
public sealed record PlacedLane(Lane Lane, double Top, double Height, IReadOnlyList<Mark> Marks)
{
    /// <summary>For a series: the points of its line, in pixels.</summary>
    public IReadOnlyList<(double X, double Y)> Line { get; init; } = [];

    /// <summary>For a series with a normal range: its upper and lower edge from the top of the lane.</summary>
    public (double Top, double Bottom)? Band { get; init; }
}

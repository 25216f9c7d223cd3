using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>Something placed in the picture: one item, or several that would lie on each other.</summary>
/// <param name="X">Left edge of a bar, centre of a point, in pixels.</param>
/// <param name="Width">Width of a bar; 0 for a point.</param>
/// <param name="Y">Centre from the top of the lane.</param>
/// <param name="Shape">How it looks.</param>
/// <param name="Facts">What it stands for.</param>
public sealed record Mark(double X, double Width, double Y, Shape Shape, IReadOnlyList<Fact> Facts)
{
    /// <summary>Number of items that it stands for.</summary>
    public int Items { get; init; } = 1;

    /// <summary>Where its days may lie when they are not known exactly, in pixels; null when they are.</summary>
    public (double From, double To)? Vague { get; init; }

    /// <summary>For values that would lie on each other: the edges of all of them, from the top of the lane; null for one value.</summary>
    public (double Top, double Bottom)? Spread { get; init; }

    /// <summary>Lines inside a bar: the days of its events.</summary>
    public IReadOnlyList<double> Notches { get; init; } = [];

    /// <summary>The words beside it, or null.</summary>
    public MarkLabel? Label { get; init; }
}

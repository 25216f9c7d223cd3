namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>How a lane draws its items.</summary>
public enum LaneKind
{
    /// <summary>Marks with labels.</summary>
    Points,

    /// <summary>Bars from first to last day.</summary>
    Bars,

    /// <summary>A line through values, with the range that is normal.</summary>
    Series,
}

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>One line of the time axis.</summary>
/// <param name="X">Place in pixels.</param>
/// <param name="Label">Its words.</param>
/// <param name="IsStrong">Whether it stands out: a year, day 0.</param>
public sealed record Tick(double X, string Label, bool IsStrong);

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>A vertical line through the picture.</summary>
/// <param name="X">Place in pixels.</param>
/// <param name="Label">What it marks.</param>
/// <param name="Tone">Its look: <c>progression</c>, <c>death</c>, <c>today</c>.</param>
public sealed record Rule(double X, string Label, string Tone);

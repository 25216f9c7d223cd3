namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>A track with its lanes.</summary>
/// <param name="Track">The track.</param>
/// <param name="Top">Top edge from the top of the picture.</param>
/// <param name="Height">Height.</param>
/// <param name="IsOpen">Whether its lanes are shown; closed, all its facts stand in one.</param>
/// <param name="Lanes">Its lanes.</param>
public sealed record PlacedTrack(Track Track, double Top, double Height, bool IsOpen, IReadOnlyList<PlacedLane> Lanes);

using Tessera.Oncology.Mcode;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>The lanes of one of the six groups.</summary>
/// <param name="Group">The group.</param>
/// <param name="Lanes">Its lanes.</param>
/// <param name="Facts">Number of dated facts in them.</param>
public sealed record Track(McodeGroup Group, IReadOnlyList<Lane> Lanes, int Facts);

namespace Tessera.Web.Pages.Quality;

/// <summary>One step of an element's funnel.</summary>
/// <param name="Name">Key of its name.</param>
/// <param name="What">Key of what it means.</param>
/// <param name="Count">How many came so far; null when it is not measured of this element.</param>
/// <param name="Change">Since the last import; null when there is nothing to compare with.</param>
public sealed record QualityStage(string Name, string What, long? Count, long? Change);

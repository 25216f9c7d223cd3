namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A place in the body.</summary>
/// <param name="Location">Organ or region.</param>
/// <param name="Laterality">Side, when recorded (mcode-laterality-qualifier).</param>
/// <param name="Qualifiers">Further qualifiers (mcode-body-location-qualifier).</param>
public sealed record BodySite(Concept Location, Concept? Laterality, IReadOnlyList<Concept> Qualifiers)
{
    /// <inheritdoc/>
    public override string ToString() => Laterality is null ? Location.Plain : $"{Location.Plain}, {Laterality.Plain}";
}

using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>What one profile contributes to one element.</summary>
/// <param name="Element">The element.</param>
/// <param name="Probes">Places of its probes in the plan; all of them are needed.</param>
/// <param name="Parent">Whether the record must have what the element is a part of.</param>
/// <param name="Basis">Only staging of this basis, as its code says; null for all.</param>
internal sealed record QualityTarget(QualityElement Element, int[] Probes, bool Parent, StagingBasis? Basis)
{
    /// <summary>Whether the dates of the record count for the element, since its list has no element for them.</summary>
    public bool CountsDates { get; init; }
}

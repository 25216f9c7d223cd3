namespace Tessera.Oncology.Quality;

/// <summary>What a count is about.</summary>
/// <param name="Source">Name of the source; empty for records that came without one, by the FHIR interface.</param>
/// <param name="Month">Month of the record, year × 100 + month; 0 when it is not known.</param>
/// <param name="Entry">An element's index, or a finding: see <see cref="OfFinding"/>.</param>
public readonly record struct QualityKey(string Source, int Month, int Entry)
{
    private const int Stride = 4096;

    /// <summary>The rule, when this counts what a rule found; null when it counts an element.</summary>
    public PlausibilityRule? Rule => Entry < Stride ? null : (PlausibilityRule)((Entry / Stride) - 1);

    /// <summary>Index of the element.</summary>
    public int Element => Entry % Stride;

    /// <summary>The entry for what a rule found about an element.</summary>
    public static int OfFinding(int element, PlausibilityRule rule) => (((int)rule + 1) * Stride) + element;
}

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>How many elements one snapshot may still make: a short differential can ask for very many.</summary>
internal sealed class SnapshotBudget(int elements)
{
    private int left = elements;

    public bool TrySpend() => --left >= 0;
}

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>How a medicine comes into the record. The kinds are never mixed: an order is not an intake.</summary>
public enum MedicineEventKind
{
    /// <summary>Ordered (MedicationRequest).</summary>
    Ordered,

    /// <summary>Handed over (MedicationDispense).</summary>
    Dispensed,

    /// <summary>Given (MedicationAdministration).</summary>
    Administered,

    /// <summary>Said to be taken (MedicationStatement).</summary>
    Stated,
}

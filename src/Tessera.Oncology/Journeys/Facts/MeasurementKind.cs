namespace Tessera.Oncology.Journeys.Facts;

/// <summary>What kind of measurement an observation is.</summary>
public enum MeasurementKind
{
    /// <summary>Neither of the others: social history, an examination, a survey.</summary>
    Other,

    /// <summary>A laboratory result.</summary>
    Laboratory,

    /// <summary>A vital sign.</summary>
    VitalSign,

    /// <summary>A tumour marker (mcode-tumor-marker-test).</summary>
    TumorMarker,
}

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>What a pathology statement is about.</summary>
public enum PathologyKind
{
    /// <summary>Type and behaviour.</summary>
    Histology,

    /// <summary>Morphology as one statement of a pathology report.</summary>
    Morphology,

    /// <summary>Grade.</summary>
    Grade,
}

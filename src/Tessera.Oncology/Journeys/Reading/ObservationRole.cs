namespace Tessera.Oncology.Journeys.Reading;

/// <summary>What an Observation is to a journey.</summary>
internal enum ObservationRole
{
    Measurement,
    TumorMarker,
    VitalSign,
    StageGroup,
    Stage,
    TnmT,
    TnmN,
    TnmM,
    Risk,
    Histology,
    Morphology,
    Grade,
    TumorSize,
    Ecog,
    Karnofsky,
    Lansky,
    Comorbidities,
    MetastasisHistory,
    Variant,
    RegionStudied,
    DiseaseStatus,
    Deauville,
}

using Tessera.Sources.Synthetic.Archetypes;

namespace Tessera.Sources.Synthetic.Story;

/// <summary>One patient's story, as the centre would have recorded it if nothing were lost. Lists are in the order in which things came up, which decides ids.</summary>
internal sealed record SyntheticPatient
{
    /// <summary>Number from 1; with the seed it decides everything.</summary>
    public required long Number { get; init; }

    /// <summary>Start of all ids: <c>syn7-12</c>.</summary>
    public required string Key { get; init; }

    public required Person Person { get; init; }
    public required PrimaryCancer Cancer { get; init; }
    public required Subtype Subtype { get; init; }
    public required IReadOnlyList<StageFact> Stages { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<GenomicTest> GenomicTests { get; init; }
    public required IReadOnlyList<SpecimenFact> Specimens { get; init; }
    public required IReadOnlyList<TumourFact> Tumours { get; init; }
    public required IReadOnlyList<Metastasis> Metastases { get; init; }
    public required IReadOnlyList<Comorbidity> Comorbidities { get; init; }
    public required IReadOnlyList<RegimenCourse> Regimens { get; init; }
    public required IReadOnlyList<Operation> Operations { get; init; }
    public required IReadOnlyList<RadiotherapyCourse> Radiotherapies { get; init; }
    public required IReadOnlyList<StatusFact> Statuses { get; init; }
    public required IReadOnlyList<AdverseEventFact> AdverseEvents { get; init; }
    public required IReadOnlyList<Visit> Visits { get; init; }
    public required IReadOnlyList<PlantedError> Errors { get; init; }

    /// <summary>Day of death, or null while alive.</summary>
    public DateOnly? Died { get; init; }

    /// <summary>Whether the cancer was treated at all.</summary>
    public bool IsTreated => Regimens.Count + Operations.Count + Radiotherapies.Count > 0;

    /// <summary>Day of the last visit.</summary>
    public DateOnly LastContact => Visits[^1].End;
}

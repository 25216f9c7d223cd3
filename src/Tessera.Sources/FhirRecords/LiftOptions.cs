using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.FhirRecords;

/// <summary>How resources of another system become those of this centre.</summary>
public sealed record LiftOptions
{
    /// <summary>Whether all patients of the source are cancer patients: only then does a Patient become mCODE's.</summary>
    public bool CancerCohort { get; init; }

    /// <summary>Whether ids stay those of the source. Two sources may then overwrite each other's resources.</summary>
    public bool KeepIds { get; init; }

    /// <summary>What the centre says becomes of certain records; null for nothing.</summary>
    internal MappingFile? Mapping { get; init; }

    /// <summary>What turns the records into resources, for the history of runs.</summary>
    internal string Name => Mapping?.Name ?? RecordLift.Mapping;
}

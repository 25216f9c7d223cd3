namespace Tessera.Sources.Synthetic.Story;

/// <summary>Side of a paired organ.</summary>
internal enum Side
{
    None,
    Left,
    Right,
}

/// <summary>How a cancer is staged here.</summary>
internal enum StagingScheme
{
    Tnm,
    GradeGroup,
    Iss,
    RevisedIss,
    LeukaemiaRisk,
}

/// <summary>How far a cancer had come at the diagnosis; decides which plans of treatment fit.</summary>
internal enum Extent
{
    Early,
    LocallyAdvanced,
    Metastatic,
    Systemic,
}

/// <summary>mCODE's condition status trend, and remission.</summary>
internal enum DiseaseTrend
{
    FullRemission,
    PartialRemission,
    Improved,
    Stable,
    Worsened,
    Undetermined,
}

/// <summary>What a disease status rests on.</summary>
internal enum StatusEvidence
{
    Imaging,
    Laboratory,
    Pathology,
    Examination,
}

/// <summary>Why a treatment is given.</summary>
internal enum Intent
{
    Curative,
    Palliative,
}

/// <summary>How a course of medicines ended.</summary>
internal enum CourseEnd
{
    Ongoing,
    Completed,
    NoResponse,
    NotTolerated,
    Refused,
    LostToFollowUp,
    Death,
}

/// <summary>How a medicine gets into the body. What is swallowed is dispensed, the rest is administered.</summary>
internal enum Route
{
    Intravenous,
    Subcutaneous,
    Intramuscular,
    Intrathecal,
    Oral,
}

/// <summary>What a dose is counted by.</summary>
internal enum DoseBasis
{
    Milligrams,
    PerSquareMetre,
    PerKilogram,
    AreaUnderCurve,
    UnitsPerSquareMetre,
}

/// <summary>What a specimen is of.</summary>
internal enum SpecimenKind
{
    Tumour,
    Blood,
    Marrow,
}

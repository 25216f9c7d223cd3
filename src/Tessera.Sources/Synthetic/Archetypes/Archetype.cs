using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>A cancer as data: who gets it, how it looks, how it is tested, treated and followed. Weights of one table need not sum to one.</summary>
internal sealed record Archetype(string Name)
{
    /// <summary>Part of the centre's patients.</summary>
    public required double Share { get; init; }

    public required double FemaleShare { get; init; }
    public required AgeRange Age { get; init; }
    public required (double, Site)[] Sites { get; init; }
    public required (double, Histology)[] Histologies { get; init; }
    public required (double, Subtype)[] Subtypes { get; init; }
    public required StagingScheme Scheme { get; init; }
    public required StageChoice[] Stages { get; init; }
    public required Plan[] Plans { get; init; }

    /// <summary>Later lines of treatment, tried in order: the first whose subtype fits.</summary>
    public required LineRule[] Lines { get; init; }

    public (double, MetastasisSite)[] MetastasisSites { get; init; } = [];

    /// <summary>The marker that follows the disease, with its range while the disease is active.</summary>
    public Test? Marker { get; init; }

    /// <summary>Illnesses beside the cancer, each with its part of patients.</summary>
    public (double, Illness)[] Illnesses { get; init; } = [];

    /// <summary>Where the specimen of the diagnosis is from.</summary>
    public SpecimenKind Specimen { get; init; } = SpecimenKind.Tumour;

    /// <summary>Mean months of life after the last line of treatment.</summary>
    public double MonthsAfterLastLine { get; init; } = 6;

    /// <summary>Largest diameter of the tumour in cm by extent; null for cancers of the blood.</summary>
    public (double Low, double High)? TumourSize { get; init; }
}

/// <summary>Ages at diagnosis: about normal, cut at both ends.</summary>
internal sealed record AgeRange(double Mean, double Deviation, int Lowest, int Highest);

/// <summary>Where a cancer sits, by flavour: ICD-10-CM with laterality, ICD-10 without.</summary>
internal sealed record Site(string Text, string Icd10, string Icd10Cm)
{
    /// <summary>ICD-10-CM codes that say the side.</summary>
    public string? Icd10CmLeft { get; init; }

    public string? Icd10CmRight { get; init; }

    /// <summary>Body site, as mCODE's value sets show it; null for cancers of the blood.</summary>
    public Concept? BodySite { get; init; }

    public bool IsPaired => Icd10CmLeft is not null;
}

/// <summary>A histology: ICD-O-3 morphology, and SNOMED CT where mCODE shows it.</summary>
internal sealed record Histology(Concept Code);

/// <summary>A biological kind of a cancer, which decides markers, variants and treatment.</summary>
internal sealed record Subtype(string Name)
{
    public Test[] Tests { get; init; } = [];

    /// <summary>Histologies of this subtype; empty for those of the cancer.</summary>
    public (double, Histology)[] Histologies { get; init; } = [];

    /// <summary>SNOMED CT code that mCODE shows for the disease, or null.</summary>
    public string? SnomedDisease { get; init; }

    /// <summary>Part of patients whose disease is of high risk by its biology (leukaemia, myeloma).</summary>
    public bool HighRisk { get; init; }

    /// <summary>The panel that is usually done; null when no panel belongs to the work-up.</summary>
    public Panel? Panel { get; init; }

    /// <summary>Part of patients whose panel is done.</summary>
    public double PanelDone { get; init; } = 0.9;

    /// <summary>What the panel finds: one of these sets.</summary>
    public (double, Variant[])[] Variants { get; init; } = [(1, [])];

    /// <summary>Extents that this subtype does not occur in.</summary>
    public Extent[] Never { get; init; } = [];
}

/// <summary>A genomic test as laboratories offer it.</summary>
internal sealed record Panel(string Name, string Method, SpecimenKind Specimen, params Gene[] Studied)
{
}

/// <summary>A test at the diagnosis and the result that belongs to a subtype or stage.</summary>
internal sealed record Test(FindingKind Kind)
{
    public (double, Concept)[] Results { get; init; } = [];
    public double Low { get; init; }
    public double High { get; init; }

    /// <summary>Part of patients whose test is done.</summary>
    public double Done { get; init; } = 0.96;

    public static Test Of(FindingKind kind, double low, double high, double done = 0.96) => new(kind) { Low = low, High = high, Done = done };

    public static Test Of(FindingKind kind, Concept result, double done = 0.96) => new(kind) { Results = [(1, result)], Done = done };

    public static Test Of(FindingKind kind, params (double, Concept)[] results) => new(kind) { Results = results };
}

/// <summary>A stage with the TNM categories that lead to it, such as <c>T2 N0 M0</c>.</summary>
internal sealed record StageChoice(double Weight, string Group, Extent Extent, params string[] Categories)
{
    public Test[] Tests { get; init; } = [];

    /// <summary>ISUP grade groups of prostate cancer that this stage has; 0 for other cancers.</summary>
    public int LowestGrade { get; init; }

    public int HighestGrade { get; init; }
}

/// <summary>Where metastases of a cancer go, with a code for each flavour.</summary>
internal sealed record MetastasisSite(string Text, string Icd10, string Icd10Cm)
{
    /// <summary>SNOMED CT code that mCODE shows, or null.</summary>
    public string? Snomed { get; init; }
}

/// <summary>An illness beside the cancer, with a code for each flavour.</summary>
internal sealed record Illness(string Text, string Icd10, string Icd10Cm);

using Tessera.Sources.Synthetic.Archetypes;

namespace Tessera.Sources.Synthetic.Story;

/// <summary>The primary cancer. <see cref="Recorded"/> is when it was written down.</summary>
internal sealed record PrimaryCancer(Archetype Archetype, Site Site, Side Side, Histology Histology, DateOnly Diagnosed)
{
    public DateOnly Recorded { get; init; }

    /// <summary>Only the month of the diagnosis was recorded.</summary>
    public bool MonthOnly { get; init; }

    /// <summary>FHIR's clinical status at the last contact.</summary>
    public string ClinicalStatus { get; init; } = "active";
}

/// <summary>A stage. <paramref name="Prefix"/> is c, p, yp or rc; categories are null when only the group was recorded, and for other methods than TNM.</summary>
internal sealed record StageFact(StagingScheme Scheme, string Prefix, DateOnly On, string? Group)
{
    public string? T { get; init; }
    public string? N { get; init; }
    public string? M { get; init; }

    public bool IsPathologic => Prefix.EndsWith('p');
}

/// <summary>A metastasis, at diagnosis or later.</summary>
internal sealed record Metastasis(MetastasisSite Site, DateOnly On);

/// <summary>Another illness, known at the diagnosis.</summary>
internal sealed record Comorbidity(Illness Illness, DateOnly Since)
{
    /// <summary>Recorded as text without a code.</summary>
    public bool TextOnly { get; init; }
}

/// <summary>The tumour as a thing with a size, measured once or several times.</summary>
internal sealed record TumourFact(DateOnly On, double LongestCentimetres, double OtherCentimetres, bool OnImaging);

/// <summary>The clinician's word on how the disease goes, with what it rests on.</summary>
internal sealed record StatusFact(DateOnly On, DiseaseTrend Trend, StatusEvidence Evidence);

using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Journeys.Reading;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>What denominators and slices ask of a patient as a whole.</summary>
internal sealed class PatientOutline
{
    // Systems of their own, or none: https://www.cancer.gov/about-cancer/diagnosis-staging/staging names them as staged otherwise.
    private static readonly HashSet<string> WithoutTnm = new(StringComparer.Ordinal)
    {
        "brain", "hodgkin", "lymphoma", "myeloma", "lymphoid-leukaemia", "myeloid-leukaemia", "leukaemia",
    };

    // Metastases of organs with two sides: lung, kidney, ovary, breast.
    private static readonly string[] PairedSecondaries = ["C78.0", "C79.0", "C79.6", "C79.81"];

    private readonly Dictionary<string, FhirNode> roots;
    private readonly TextCache texts;

    public PatientOutline(Journey journey, IReadOnlyList<QualityRecord> records, TextCache texts, QualityNames names)
    {
        (Journey, this.texts, Names) = (journey, texts, names);
        roots = new Dictionary<string, FhirNode>(records.Count, StringComparer.Ordinal);
        foreach (var record in records) roots.TryAdd(record.Reference, record.Document.Root);
        foreach (var procedure in journey.Procedures) HasSurgery |= procedure is { IsSurgery: true, Happened: true };
        foreach (var cancer in journey.Cancers)
        {
            if (cancer.IsSecondary) continue;
            HasPrimary = true;
            var type = CancerTypes.Of(cancer.Code);
            if (type is null || !WithoutTnm.Contains(type.Key)) IsStagedByTnm = true;
            if (type?.Key is "breast" or "prostate") HasUsualMarker = true;
        }
    }

    public Journey Journey { get; }

    public QualityNames Names { get; }

    /// <summary>A primary cancer is recorded.</summary>
    public bool HasPrimary { get; }

    /// <summary>A primary cancer that TNM stages, or whose kind its codes do not say.</summary>
    public bool IsStagedByTnm { get; }

    /// <summary>Breast cancer (receptors, HER2) or prostate cancer (PSA).</summary>
    public bool HasUsualMarker { get; }

    public bool HasSurgery { get; }

    public bool HasGenomics => Journey.Variants.Count > 0 || Journey.RegionsStudied.Count > 0;

    public bool HasEcog => Journey.PerformanceStatuses.Any(status => status.Scale == PerformanceScale.Ecog);

    /// <summary>Whether an organ of a condition has two sides.</summary>
    public bool HasSides(QualityRecord condition)
    {
        foreach (var cancer in Journey.Cancers)
            if (cancer.Source == condition.Reference)
                return CancerTypes.Of(cancer.Code)?.HasSides == true || (cancer.IsSecondary && cancer.Code.Codings.Any(coding => PairedSecondaries.Any(prefix => coding.Code.StartsWith(prefix, StringComparison.Ordinal))));
        return false;
    }

    /// <summary>The resource that a reference means, among the patient's; no node when it is not there.</summary>
    public FhirNode Find(FhirNode reference) => ResourceIndex.Normal(reference) is { } normal ? roots.GetValueOrDefault(normal) : default;

    /// <summary>The mCODE profile of a canonical URL in a resource, or null.</summary>
    public McodeProfile? Profile(FhirNode canonical) => texts.Profile(canonical.Utf8);
}

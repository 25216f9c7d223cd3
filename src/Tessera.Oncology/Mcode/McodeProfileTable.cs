using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Oncology.Mcode;

/// <summary>The resource profiles of mCODE STU4 by group. See https://hl7.org/fhir/us/mcode/STU4/artifacts.html and its six group pages.</summary>
public static class McodeProfileTable
{
    private const int LongestCanonical = 256;

    private static readonly Dictionary<string, McodeProfile> ByName = Table().ToDictionary(profile => profile.Name, StringComparer.Ordinal);

    /// <summary>All of them, by group.</summary>
    public static IReadOnlyCollection<McodeProfile> All => ByName.Values;

    /// <summary>The profile with a canonical URL, with or without <c>|version</c>, or null.</summary>
    public static McodeProfile? Find(string canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        return Find(canonical.AsSpan());
    }

    /// <summary>The first mCODE profile that a resource claims, or null.</summary>
    public static McodeProfile? ClaimedBy(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Span<char> canonical = stackalloc char[LongestCanonical];
        foreach (var profile in resource.Root["meta"]["profile"].Items)
            if (Encoding.UTF8.TryGetChars(profile.Utf8, canonical, out var length) && Find(canonical[..length]) is { } found) return found;
        return null;
    }

    private static McodeProfile? Find(ReadOnlySpan<char> canonical)
    {
        if (!canonical.StartsWith(McodeProfile.UrlStart, StringComparison.Ordinal)) return null;
        var name = canonical[McodeProfile.UrlStart.Length..];
        var bar = name.IndexOf('|');
        return ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(bar < 0 ? name : name[..bar], out var profile) ? profile : null;
    }

    private static IEnumerable<McodeProfile> Table() =>
    [
        new("mcode-cancer-patient", "Patient", McodeGroup.Patient, "Cancer patient"),
        new("mcode-human-specimen", "Specimen", McodeGroup.Patient, "Specimen"),
        new("mcode-patient-bundle", "Bundle", McodeGroup.Patient, "Patient bundle"),
        new("mcode-patient-group", "Group", McodeGroup.Patient, "Patient group"),
        new("mcode-primary-cancer-condition", "Condition", McodeGroup.Disease, "Primary cancer"),
        new("mcode-secondary-cancer-condition", "Condition", McodeGroup.Disease, "Secondary cancer"),
        new("mcode-tumor-marker-test", "Observation", McodeGroup.Disease, "Tumour marker"),
        new("mcode-histologic-behavior-and-type", "Observation", McodeGroup.Disease, "Histology"),
        new("mcode-histologic-grade", "Observation", McodeGroup.Disease, "Histologic grade"),
        new("mcode-tumor-morphology", "Observation", McodeGroup.Disease, "Tumour morphology"),
        new("mcode-cancer-stage", "Observation", McodeGroup.Disease, "Cancer stage"),
        new("mcode-cancer-risk-assessment", "Observation", McodeGroup.Disease, "Risk assessment"),
        new("mcode-tnm-category", "Observation", McodeGroup.Disease, "TNM category"),
        new("mcode-tnm-stage-group", "Observation", McodeGroup.Disease, "TNM stage group"),
        new("mcode-tnm-primary-tumor-category", "Observation", McodeGroup.Disease, "TNM primary tumour"),
        new("mcode-tnm-regional-nodes-category", "Observation", McodeGroup.Disease, "TNM regional nodes"),
        new("mcode-tnm-distant-metastases-category", "Observation", McodeGroup.Disease, "TNM distant metastases"),
        new("mcode-lymphoma-stage", "Observation", McodeGroup.Disease, "Lymphoma stage"),
        new("mcode-rhabdomyosarcoma-risk-assessment", "Observation", McodeGroup.Disease, "Rhabdomyosarcoma risk"),
        new("mcode-ALL-risk-assessment", "Observation", McodeGroup.Disease, "Leukaemia risk"),
        new("mcode-genomics-report", "DiagnosticReport", McodeGroup.Genomics, "Genomics report"),
        new("mcode-genomic-variant", "Observation", McodeGroup.Genomics, "Genomic variant"),
        new("mcode-genomic-region-studied", "Observation", McodeGroup.Genomics, "Genomic region studied"),
        new("mcode-body-surface-area", "Observation", McodeGroup.Labs, "Body surface area"),
        new("mcode-comorbidities", "Observation", McodeGroup.Labs, "Comorbidities"),
        new("mcode-deauville-scale", "Observation", McodeGroup.Labs, "Deauville scale"),
        new("mcode-ecog-performance-status", "Observation", McodeGroup.Labs, "ECOG performance status"),
        new("mcode-history-of-metastatic-cancer", "Observation", McodeGroup.Labs, "History of metastatic cancer"),
        new("mcode-karnofsky-performance-status", "Observation", McodeGroup.Labs, "Karnofsky performance status"),
        new("mcode-lansky-play-performance-status", "Observation", McodeGroup.Labs, "Lansky play performance status"),
        new("mcode-cancer-related-medication-request", "MedicationRequest", McodeGroup.Treatment, "Medicine ordered"),
        new("mcode-cancer-related-medication-administration", "MedicationAdministration", McodeGroup.Treatment, "Medicine administered"),
        new("mcode-cancer-related-surgical-procedure", "Procedure", McodeGroup.Treatment, "Surgery"),
        new("mcode-radiotherapy-course-summary", "Procedure", McodeGroup.Treatment, "Radiotherapy course"),
        new("mcode-radiotherapy-volume", "BodyStructure", McodeGroup.Treatment, "Radiotherapy volume"),
        new("mcode-cancer-disease-status", "Observation", McodeGroup.Outcome, "Disease status"),
        new("mcode-tumor", "BodyStructure", McodeGroup.Outcome, "Tumour"),
        new("mcode-tumor-size", "Observation", McodeGroup.Outcome, "Tumour size"),
    ];
}

using System.Collections.Frozen;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.UpConversion;

/// <summary>What the editions STU1 to STU3 of mCODE called differently, as tables. Sources: the guides' own sources and change logs
/// (https://hl7.org/fhir/us/mcode/STU1/, /STU2/, /STU3/, /STU4/change_log.html).</summary>
internal static class UpRules
{
    private const string Base = McodeProfile.UrlStart;
    private static readonly (string, string, bool) AjccEighthEdition = (CodeSystems.Snomed, "897275008", false);
    private static readonly string[] Group = [McodeProfiles.TnmStageGroup, McodeProfiles.CancerStage];
    private static readonly string[] T = [McodeProfiles.TnmPrimaryTumorCategory, McodeProfiles.CancerStage];
    private static readonly string[] N = [McodeProfiles.TnmRegionalNodesCategory, McodeProfiles.CancerStage];
    private static readonly string[] M = [McodeProfiles.TnmDistantMetastasesCategory, McodeProfiles.CancerStage];

    /// <summary>Profiles that STU4 names otherwise, by their old names; empty where it has none.</summary>
    public static readonly FrozenDictionary<string, string[]> Profiles = new Dictionary<string, string[]>
    {
        ["mcode-tnm-clinical-stage-group"] = Group, ["mcode-tnm-pathological-stage-group"] = Group, ["mcode-tnm-other-stage-group"] = Group, ["mcode-cancer-stage-group"] = Group,
        ["mcode-tnm-clinical-primary-tumor-category"] = T, ["mcode-tnm-pathological-primary-tumor-category"] = T,
        ["mcode-tnm-clinical-regional-nodes-category"] = N, ["mcode-tnm-pathological-regional-nodes-category"] = N,
        ["mcode-tnm-clinical-distant-metastases-category"] = M, ["mcode-tnm-pathological-distant-metastases-category"] = M,
        ["mcode-cancer-stage-parent"] = [McodeProfiles.CancerStage],
        ["mcode-tumor-marker"] = [McodeProfiles.TumorMarkerTest],
        ["mcode-cancer-genetic-variant"] = [Base + "mcode-genomic-variant"], ["mcode-genetic-variant"] = [Base + "mcode-genomic-variant"],
        ["mcode-cancer-genomics-report"] = [Base + "mcode-genomics-report"],
        ["mcode-genomics-region-studied"] = [Base + "mcode-genomic-region-studied"], ["mcode-region-studied"] = [Base + "mcode-genomic-region-studied"],
        ["mcode-genetic-specimen"] = [Base + "mcode-human-specimen"],
        ["mcode-cancer-related-radiation-procedure"] = [McodeProfiles.RadiotherapyCourseSummary],
        ["mcode-cancer-related-medication-statement"] = [],
        ["mcode-comorbid-condition"] = [], ["mcode-comorbidities-parent"] = [Base + "mcode-comorbidities"], ["mcode-comorbidities-elixhauser"] = [Base + "mcode-comorbidities"],
        ["mcode-cancer-condition-parent"] = [McodeProfiles.PrimaryCancerCondition, McodeProfiles.SecondaryCancerCondition],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Extensions that only changed their name.</summary>
    public static readonly FrozenDictionary<string, string> Extensions = new Dictionary<string, string>
    {
        [Base + "mcode-treatment-intent"] = McodeExtensions.ProcedureIntent,
        [Base + "mcode-termination-reason"] = McodeExtensions.TreatmentTerminationReason,
        [Base + "mcode-evidence-type"] = McodeExtensions.DiseaseStatusEvidenceType,
        [Base + "mcode-related-primary-cancer-condition"] = McodeExtensions.ConditionRelated,
        [Base + "mcode-condition-related"] = McodeExtensions.ConditionRelated,
        [Base + "mcode-laterality"] = McodeExtensions.LateralityQualifier,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Codes of <c>code</c> that gave way to others. The new one comes first and the old one stays beside it, except where STU4 fixes the code.</summary>
    public static readonly FrozenDictionary<(string System, string Code), (string System, string Code, bool Replaces)> Codes = new Dictionary<(string, string), (string, string, bool)>
    {
        [(CodeSystems.Loinc, "88040-1")] = (CodeSystems.Loinc, McodeCodes.DiseaseStatus, true),
        [(CodeSystems.Loinc, "21905-5")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.T, StagingBasis.Clinical), false),
        [(CodeSystems.Loinc, "21899-0")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.T, StagingBasis.Pathologic), false),
        [(CodeSystems.Loinc, "21906-3")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.N, StagingBasis.Clinical), false),
        [(CodeSystems.Loinc, "21900-6")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.N, StagingBasis.Pathologic), false),
        [(CodeSystems.Loinc, "21907-1")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.M, StagingBasis.Clinical), false),
        [(CodeSystems.Loinc, "21901-4")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.M, StagingBasis.Pathologic), false),
        [(CodeSystems.Loinc, "21908-9")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.Group, StagingBasis.Clinical), false),
        [(CodeSystems.Loinc, "21902-2")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.Group, StagingBasis.Pathologic), false),
        [(CodeSystems.Loinc, "21914-7")] = (CodeSystems.Snomed, TnmStaging.Type(TnmPart.Group, StagingBasis.Unspecified), false),
    }.ToFrozenDictionary();

    /// <summary>Codes of <c>method</c>: until SNOMED CT had a code for AJCC's eighth edition, STU1 recommended that of the NCI Thesaurus
    /// (https://hl7.org/fhir/us/mcode/STU1/, cancer staging). The old one stays beside the new one.</summary>
    public static readonly FrozenDictionary<(string System, string Code), (string System, string Code, bool Replaces)> Methods = new Dictionary<(string, string), (string, string, bool)>
    {
        [("http://ncimeta.nci.nih.gov", "C146985")] = AjccEighthEdition,
        [(CodeSystems.NciThesaurus, "C146985")] = AjccEighthEdition,
    }.ToFrozenDictionary();

    /// <summary>Profiles that kept their name and of which only STU4 demands a category: what claims one without any, and no version, is of an earlier
    /// edition.</summary>
    public static readonly FrozenSet<string> WithoutCategory = new[]
    {
        McodeProfiles.EcogPerformanceStatus, McodeProfiles.KarnofskyPerformanceStatus, McodeProfiles.CancerStage, McodeProfiles.TnmStageGroup,
        McodeProfiles.TnmPrimaryTumorCategory, McodeProfiles.TnmRegionalNodesCategory, McodeProfiles.TnmDistantMetastasesCategory,
        Base + "mcode-comorbidities", Base + "mcode-history-of-metastatic-cancer",
    }.Select(url => url[Base.Length..]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Categories that gave way to others.</summary>
    public static readonly FrozenDictionary<(string System, string Code), (string System, string Code)> Categories = new Dictionary<(string, string), (string, string)>
    {
        // STU1 fixed "disease"; STU4 builds on US Core's problems, of which a cancer that is recorded as such is one.
        [(CodeSystems.Snomed, "64572001")] = (CodeSystems.ConditionCategory, "problem-list-item"),
        [(CodeSystems.Snomed, "53438000")] = (CodeSystems.Snomed, McodeCodes.Radiotherapy),
    }.ToFrozenDictionary();

    /// <summary>Code systems that are gone: codes of wishes that SNOMED CT has granted since, under other codes.</summary>
    public static readonly FrozenSet<string> LostSystems = FrozenSet.Create(
        "http://hl7.org/fhir/us/mcode/CodeSystem/snomed-requested-cs", "http://hl7.org/fhir/us/mcode/CodeSystem/loinc-requested-cs");
}

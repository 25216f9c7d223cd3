namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>Profiles and extensions of mCODE 4.0.0 that the synthetic centre claims beside those that the mappings of sources know.</summary>
internal static class SyntheticProfiles
{
    public const string HumanSpecimen = Base + "mcode-human-specimen";
    public const string Tumor = Base + "mcode-tumor";
    public const string TumorSize = Base + "mcode-tumor-size";
    public const string Comorbidities = Base + "mcode-comorbidities";
    public const string LeukaemiaRisk = Base + "mcode-ALL-risk-assessment";
    public const string GenomicsReport = Base + "mcode-genomics-report";
    public const string GenomicVariant = Base + "mcode-genomic-variant";
    public const string GenomicRegionStudied = Base + "mcode-genomic-region-studied";
    public const string RadiotherapyVolume = Base + "mcode-radiotherapy-volume";
    public const string RelatedCondition = Base + "mcode-related-condition";
    public const string RelatedConditionAbsent = Base + "mcode-related-condition-absent";
    public const string RadiotherapySessions = Base + "mcode-radiotherapy-sessions";
    public const string DoseDelivered = Base + "mcode-radiotherapy-dose-delivered-to-volume";
    public const string RelatedPrimary = "http://hl7.org/fhir/StructureDefinition/condition-related";
    public const string CtcaeGrade = "http://hl7.org/fhir/us/ctcae/StructureDefinition/ctcae-grade";

    private const string Base = "http://hl7.org/fhir/us/mcode/StructureDefinition/";
}

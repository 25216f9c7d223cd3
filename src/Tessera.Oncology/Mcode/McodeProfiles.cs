namespace Tessera.Oncology.Mcode;

/// <summary>Canonical URLs of the profiles of mCODE 4.0.0 (STU4) that Tessera writes, and of the vital-sign profiles the IG builds on.
/// See http://hl7.org/fhir/us/mcode/STU4/artifacts.html</summary>
public static class McodeProfiles
{
    private const string Base = "http://hl7.org/fhir/us/mcode/StructureDefinition/";
    private const string Core = "http://hl7.org/fhir/StructureDefinition/";

    /// <summary>A patient who has cancer or is being looked at for it.</summary>
    public const string CancerPatient = Base + "mcode-cancer-patient";

    /// <summary>The original, or first, neoplastic mass.</summary>
    public const string PrimaryCancerCondition = Base + "mcode-primary-cancer-condition";

    /// <summary>A metastasis.</summary>
    public const string SecondaryCancerCondition = Base + "mcode-secondary-cancer-condition";

    /// <summary>The trend of the disease in the clinician's judgement.</summary>
    public const string CancerDiseaseStatus = Base + "mcode-cancer-disease-status";

    /// <summary>A stage by any method, and TNM statements whose method is not known.</summary>
    public const string CancerStage = Base + "mcode-cancer-stage";

    /// <summary>A TNM stage group; its method is required.</summary>
    public const string TnmStageGroup = Base + "mcode-tnm-stage-group";

    /// <summary>A TNM T category.</summary>
    public const string TnmPrimaryTumorCategory = Base + "mcode-tnm-primary-tumor-category";

    /// <summary>A TNM N category.</summary>
    public const string TnmRegionalNodesCategory = Base + "mcode-tnm-regional-nodes-category";

    /// <summary>A TNM M category.</summary>
    public const string TnmDistantMetastasesCategory = Base + "mcode-tnm-distant-metastases-category";

    /// <summary>A medicine given against cancer or its effects.</summary>
    public const string CancerRelatedMedicationAdministration = Base + "mcode-cancer-related-medication-administration";

    /// <summary>A medicine ordered against cancer or its effects.</summary>
    public const string CancerRelatedMedicationRequest = Base + "mcode-cancer-related-medication-request";

    /// <summary>An operation against cancer.</summary>
    public const string CancerRelatedSurgicalProcedure = Base + "mcode-cancer-related-surgical-procedure";

    /// <summary>A course of radiotherapy.</summary>
    public const string RadiotherapyCourseSummary = Base + "mcode-radiotherapy-course-summary";

    /// <summary>The result of a tumour marker test.</summary>
    public const string TumorMarkerTest = Base + "mcode-tumor-marker-test";

    /// <summary>ECOG performance status, 0 to 5.</summary>
    public const string EcogPerformanceStatus = Base + "mcode-ecog-performance-status";

    /// <summary>Karnofsky performance status, 0 to 100.</summary>
    public const string KarnofskyPerformanceStatus = Base + "mcode-karnofsky-performance-status";

    /// <summary>Lansky play performance status of children, 0 to 100.</summary>
    public const string LanskyPlayPerformanceStatus = Base + "mcode-lansky-play-performance-status";

    /// <summary>Body surface area.</summary>
    public const string BodySurfaceArea = Base + "mcode-body-surface-area";

    /// <summary>Body weight of the base specification.</summary>
    public const string BodyWeight = Core + "bodyweight";

    /// <summary>Body height of the base specification.</summary>
    public const string BodyHeight = Core + "bodyheight";

    /// <summary>Heart rate of the base specification.</summary>
    public const string HeartRate = Core + "heartrate";

    /// <summary>Respiratory rate of the base specification.</summary>
    public const string RespiratoryRate = Core + "resprate";

    /// <summary>Body temperature of the base specification.</summary>
    public const string BodyTemperature = Core + "bodytemp";

    /// <summary>Body mass index of the base specification.</summary>
    public const string BodyMassIndex = Core + "bmi";

    /// <summary>Head circumference of the base specification.</summary>
    public const string HeadCircumference = Core + "headcircum";

    /// <summary>Oxygen saturation of the base specification.</summary>
    public const string OxygenSaturation = Core + "oxygensat";

    /// <summary>Any other vital sign of the base specification.</summary>
    public const string VitalSigns = Core + "vitalsigns";
}

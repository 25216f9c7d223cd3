namespace Tessera.Oncology.Mcode;

/// <summary>URLs of the extensions that mCODE 4.0.0 defines or uses.</summary>
public static class McodeExtensions
{
    private const string Base = "http://hl7.org/fhir/us/mcode/StructureDefinition/";
    private const string UsCore = "http://hl7.org/fhir/us/core/StructureDefinition/";

    /// <summary>When the condition was asserted; the IG's place for the date of diagnosis.</summary>
    public const string AssertedDate = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate";

    /// <summary>Histology with morphology and behaviour, on a Condition.</summary>
    public const string HistologyMorphologyBehavior = Base + "mcode-histology-morphology-behavior";

    /// <summary>Side of the body, inside a body site. Its value set has four codes.</summary>
    public const string LateralityQualifier = Base + "mcode-laterality-qualifier";

    /// <summary>Further qualifier of a body site, inside it.</summary>
    public const string BodyLocationQualifier = Base + "mcode-body-location-qualifier";

    /// <summary>A condition that something is about or that the patient has.</summary>
    public const string RelatedCondition = Base + "mcode-related-condition";

    /// <summary>A condition that the patient does not have.</summary>
    public const string RelatedConditionAbsent = Base + "mcode-related-condition-absent";

    /// <summary>The condition that a condition is related to, of the base specification: the primary cancer of a metastasis.</summary>
    public const string ConditionRelated = "http://hl7.org/fhir/StructureDefinition/condition-related";

    /// <summary>Why a treatment ended early.</summary>
    public const string TreatmentTerminationReason = Base + "mcode-treatment-termination-reason";

    /// <summary>Number of sessions of a course of radiotherapy.</summary>
    public const string RadiotherapySessions = Base + "mcode-radiotherapy-sessions";

    /// <summary>Dose that a volume received, on a course of radiotherapy.</summary>
    public const string RadiotherapyDoseDeliveredToVolume = Base + "mcode-radiotherapy-dose-delivered-to-volume";

    /// <summary>Why a treatment is given.</summary>
    public const string ProcedureIntent = Base + "mcode-procedure-intent";

    /// <summary>What a disease status rests on.</summary>
    public const string DiseaseStatusEvidenceType = Base + "mcode-cancer-disease-status-evidence-type";

    /// <summary>Modality with its techniques, on a course of radiotherapy.</summary>
    public const string RadiotherapyModalityAndTechnique = Base + "mcode-radiotherapy-modality-and-technique";

    /// <summary>The modality inside <see cref="RadiotherapyModalityAndTechnique"/>.</summary>
    public const string RadiotherapyModality = Base + "mcode-radiotherapy-modality";

    /// <summary>A technique inside <see cref="RadiotherapyModalityAndTechnique"/>.</summary>
    public const string RadiotherapyTechnique = Base + "mcode-radiotherapy-technique";

    /// <summary>US Core race.</summary>
    public const string Race = UsCore + "us-core-race";

    /// <summary>US Core ethnicity.</summary>
    public const string Ethnicity = UsCore + "us-core-ethnicity";

    /// <summary>US Core sex assigned at birth.</summary>
    public const string BirthSex = UsCore + "us-core-birthsex";

    /// <summary>Why a value is missing.</summary>
    public const string DataAbsentReason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
}

using Tessera.Oncology.Mcode;
using static Tessera.Oncology.Mcode.McodeGroup;

namespace Tessera.Oncology.Quality;

/// <summary>The 90 data elements of mCODE STU1 (https://hl7.org/fhir/us/mcode/STU1/dictionary.html) and where STU4 has them. What STU4 renamed:
/// medication statements are requests and administrations, genetic specimens are human specimens, a comorbid condition is one that
/// comorbidities name, and the kind of a radiation procedure is its modality.</summary>
internal static class Stu1Elements
{
    private const string Patient = "mcode-cancer-patient/Patient.";
    private const string Primary = "mcode-primary-cancer-condition/Condition.";
    private const string Secondary = "mcode-secondary-cancer-condition/Condition.";
    private const string Region = "mcode-genomic-region-studied/Observation.";
    private const string Report = "mcode-genomics-report/DiagnosticReport.";
    private const string Specimen = "mcode-human-specimen/Specimen.";
    private const string Variant = "mcode-genomic-variant/Observation.";
    private const string Marker = "mcode-tumor-marker-test/Observation.";
    private const string Ordered = "mcode-cancer-related-medication-request/MedicationRequest.";
    private const string Given = "mcode-cancer-related-medication-administration/MedicationAdministration.";
    private const string Radiation = "mcode-radiotherapy-course-summary/Procedure.";
    private const string Surgery = "mcode-cancer-related-surgical-procedure/Procedure.";

    private static readonly (string Profile, string Name)[] TnmParts =
    [
        ("mcode-tnm-stage-group", "stage group"), ("mcode-tnm-primary-tumor-category", "primary tumour"),
        ("mcode-tnm-regional-nodes-category", "regional nodes"), ("mcode-tnm-distant-metastases-category", "distant metastases"),
    ];

    public static readonly IReadOnlyList<Stu1Row> All = [.. PatientRows(), .. DiseaseRows(), .. Staging(), .. GenomicRows(), .. OtherRows()];

    private static Stu1Row[] PatientRows() =>
    [
        new("patient-1", McodeGroup.Patient, "Patient", "Date of birth", Denominators.Patients, Patient + "birthDate"),
        new("patient-2", McodeGroup.Patient, "Patient", "Administrative gender", Denominators.Patients, Patient + "gender"),
        new("patient-3", McodeGroup.Patient, "Patient", "Birth sex", Denominators.Patients, Patient + "extension:birthsex"),
        new("patient-4", McodeGroup.Patient, "Patient", "Postal code", Denominators.Patients, Patient + "address.postalCode"),
        new("patient-5", McodeGroup.Patient, "Patient", "Address line", Denominators.Patients, Patient + "address.line"),
        new("patient-6", McodeGroup.Patient, "Patient", "City", Denominators.Patients, Patient + "address.city"),
        new("patient-7", McodeGroup.Patient, "Patient", "State", Denominators.Patients, Patient + "address.state"),
        new("patient-8", McodeGroup.Patient, "Patient", "Address period", Denominators.Patients, Patient + "address.period"),
        new("patient-9", McodeGroup.Patient, "Patient", "Identifier", Denominators.Patients, Patient + "identifier.system+" + Patient + "identifier.value"),
        new("patient-10", McodeGroup.Patient, "Patient", "Name", Denominators.Patients, Patient + "name.family+" + Patient + "name.given"),
        new("patient-11", McodeGroup.Patient, "Patient", "Contact", Denominators.Patients, Patient + "telecom.system+" + Patient + "telecom.value+" + Patient + "telecom.use"),
        new("patient-12", McodeGroup.Patient, "Patient", "Language", Denominators.Patients, Patient + "communication.language"),
        new("patient-13", McodeGroup.Patient, "Patient", "Race", Denominators.Patients, Patient + "extension:race"),
        new("patient-14", McodeGroup.Patient, "Patient", "Ethnicity", Denominators.Patients, Patient + "extension:ethnicity"),
        new("patient-15", McodeGroup.Patient, "Other condition", "Clinical status", Denominators.Records, "Condition/Condition.clinicalStatus"),
        new("patient-16", McodeGroup.Patient, "Comorbidities", "Condition", Denominators.PrimaryCancer,
            "mcode-comorbidities/Observation.extension:comorbidConditionPresent", "mcode-comorbidities/Observation.extension:comorbidConditionAbsent"),
        new("patient-17", McodeGroup.Patient, "ECOG performance status", "Value", Denominators.PrimaryCancer, "mcode-ecog-performance-status/Observation.value[x]"),
        new("patient-18", McodeGroup.Patient, "Karnofsky performance status", "Value", Denominators.PrimaryWithoutEcog, "mcode-karnofsky-performance-status/Observation.value[x]"),
    ];

    private static IEnumerable<Stu1Row> DiseaseRows() =>
        Condition(1, "Primary cancer", Primary, Denominators.Patients).Concat(Condition(8, "Secondary cancer", Secondary, Denominators.Records));

    // The code of a primary cancer is expected of every patient; what describes a cancer is expected of every cancer.
    private static Stu1Row[] Condition(int first, string subject, string at, Denominator ofCode) =>
    [
        new($"disease-{first}", Disease, subject, "Body site", Denominators.Records, at + "bodySite"),
        new($"disease-{first + 1}", Disease, subject, "Laterality", Denominators.PairedOrgan, at + "bodySite.extension:lateralityQualifier"),
        new($"disease-{first + 2}", Disease, subject, "Clinical status", Denominators.Records, at + "clinicalStatus"),
        new($"disease-{first + 3}", Disease, subject, "Code", ofCode, at + "code"),
        new($"disease-{first + 4}", Disease, subject, "Date of diagnosis", Denominators.Records, at + "extension:assertedDate"),
        new($"disease-{first + 5}", Disease, subject, "Histology, morphology, behaviour", Denominators.Records, at + "extension:histologyMorphologyBehavior"),
        new($"disease-{first + 6}", Disease, subject, "Verification status", Denominators.Records, at + "verificationStatus"),
    ];

    private static IEnumerable<Stu1Row> Staging()
    {
        var number = 15;
        foreach (var basis in (StagingBasis[])[StagingBasis.Clinical, StagingBasis.Pathologic])
        foreach (var (profile, name) in TnmParts)
        {
            var subject = basis == StagingBasis.Clinical ? $"TNM clinical {name}" : $"TNM pathologic {name}";
            var of = basis == StagingBasis.Clinical ? Denominators.StagedByTnm : Denominators.StagedBySurgery;
            yield return new($"disease-{number++}", Disease, subject, "Value", of, $"{profile}/Observation.value[x]") { Basis = basis };
            yield return new($"disease-{number++}", Disease, subject, "Staging system", Denominators.Records, $"{profile}/Observation.method") { Basis = basis };
        }
    }

    private static Stu1Row[] GenomicRows() =>
    [
        new("genomics-1", Genomics, "Genomic region studied", "Ranges examined", Denominators.Records, Region + "component:ranges-examined.value[x]"),
        new("genomics-2", Genomics, "Genomic region studied", "Region description", Denominators.Records, Region + "component:region-description.value[x]"),
        new("genomics-3", Genomics, "Genomic region studied", "Gene mutations", Denominators.Records, Region + "component:gene-mutations.value[x]"),
        new("genomics-4", Genomics, "Genomic region studied", "Gene studied", Denominators.Records, Region + "component:gene-studied.value[x]"),
        new("genomics-5", Genomics, "Genomic region studied", "Reference sequence", Denominators.Records, Region + "component:genomic-ref-seq.value[x]"),
        new("genomics-6", Genomics, "Genomic region studied", "Coordinate system", Denominators.Records, Region + "component:coordinate-system.value[x]"),
        new("genomics-7", Genomics, "Genomics report", "Code", Denominators.Genomics, Report + "code"),
        new("genomics-8", Genomics, "Genomics report", "Performing organisation", Denominators.Records, Report + "performer"),
        new("genomics-9", Genomics, "Genomics report", "Issued", Denominators.Records, Report + "issued"),
        new("genomics-10", Genomics, "Genomics report", "Specimen", Denominators.Records, Report + "specimen"),
        new("genomics-11", Genomics, "Genomics report", "Variant", Denominators.Records, Report + "result:variant"),
        new("genomics-12", Genomics, "Genomics report", "Region studied", Denominators.Records, Report + "result:region-studied"),
        new("genomics-13", Genomics, "Specimen", "Type", Denominators.Records, Specimen + "type"),
        new("genomics-14", Genomics, "Specimen", "Body site", Denominators.Records, Specimen + "collection.bodySite"),
        new("genomics-15", Genomics, "Specimen", "Laterality", Denominators.Records, Specimen + "collection.bodySite.extension:lateralityQualifier"),
        new("genomics-16", Genomics, "Genomic variant", "Value", Denominators.Records, Variant + "value[x]"),
        new("genomics-17", Genomics, "Genomic variant", "Method", Denominators.Records, Variant + "method"),
        new("genomics-18", Genomics, "Genomic variant", "Amino acid change", Denominators.Records, Variant + "component:protein-hgvs.value[x]"),
        new("genomics-19", Genomics, "Genomic variant", "Amino acid change type", Denominators.Records, Variant + "component:amino-acid-change-type.value[x]"),
        new("genomics-20", Genomics, "Genomic variant", "Cytogenetic location", Denominators.Records, Variant + "component:cytogenetic-location.value[x]"),
        new("genomics-21", Genomics, "Genomic variant", "Cytogenetic nomenclature", Denominators.Records, Variant + "component:cytogenomic-nomenclature.value[x]"),
        new("genomics-22", Genomics, "Genomic variant", "Gene studied", Denominators.Records, Variant + "component:gene-studied.value[x]"),
        new("genomics-23", Genomics, "Genomic variant", "DNA change", Denominators.Records, Variant + "component:genomic-hgvs.value[x]"),
        new("genomics-24", Genomics, "Genomic variant", "Source class", Denominators.Records, Variant + "component:genomic-source-class.value[x]"),
        new("genomics-25", Genomics, "Genomic variant", "Variation code", Denominators.Records, Variant + "component:variation-code.value[x]"),
    ];

    private static Stu1Row[] OtherRows() =>
    [
        new("labs/vitals-1", Labs, "Tumour marker", "Code", Denominators.UsualMarker, Marker + "code"),
        new("labs/vitals-2", Labs, "Tumour marker", "Value", Denominators.Records, Marker + "value[x]"),
        new("treatment-1", Treatment, "Cancer medicine", "Medication", Denominators.Records, Ordered + "medication[x]", Given + "medication[x]"),
        new("treatment-2", Treatment, "Cancer medicine", "Termination reason", Denominators.Ended, Ordered + "statusReason", Given + "statusReason"),
        new("treatment-3", Treatment, "Cancer medicine", "Treatment intent", Denominators.Records, Ordered + "extension:treatmentIntent", Given + "extension:treatmentIntent"),
        new("treatment-4", Treatment, "Radiotherapy", "Kind", Denominators.Records, Radiation + "extension:modalityAndTechnique"),
        new("treatment-5", Treatment, "Radiotherapy", "Body site", Denominators.Records, Radiation + "bodySite"),
        new("treatment-6", Treatment, "Radiotherapy", "Laterality", Denominators.Records, Radiation + "bodySite.extension:lateralityQualifier"),
        new("treatment-7", Treatment, "Radiotherapy", "Treatment intent", Denominators.Records, Radiation + "extension:treatmentIntent"),
        new("treatment-8", Treatment, "Surgery", "Code", Denominators.Records, Surgery + "code"),
        new("treatment-9", Treatment, "Surgery", "Body site", Denominators.Records, Surgery + "bodySite"),
        new("treatment-10", Treatment, "Surgery", "Laterality", Denominators.Records, Surgery + "bodySite.extension:lateralityQualifier"),
        new("treatment-11", Treatment, "Surgery", "Treatment intent", Denominators.Records, Surgery + "extension:treatmentIntent"),
        new("treatment-12", Treatment, "Surgery", "Reason, by code", Denominators.WithoutReasonReference, Surgery + "reasonCode"),
        new("treatment-13", Treatment, "Surgery", "Reason, by reference", Denominators.WithoutReasonCode, Surgery + "reasonReference"),
        new("outcome-1", Outcome, "Patient", "Death", Denominators.Dead, Patient + "deceased[x]"),
        new("outcome-2", Outcome, "Disease status", "Value", Denominators.PrimaryCancer, "mcode-cancer-disease-status/Observation.value[x]"),
    ];
}

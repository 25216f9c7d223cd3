using System.Collections.Frozen;

namespace Tessera.Oncology.Mcode;

/// <summary>Words for codes that records often carry without any: the codes that FHIR's vital signs and mCODE's profiles fix.</summary>
public static class CodeNames
{
    private static readonly FrozenDictionary<(string System, string Code), string> Names = new Dictionary<(string, string), string>
    {
        [(CodeSystems.Loinc, "29463-7")] = "Body weight",
        [(CodeSystems.Loinc, "8302-2")] = "Body height",
        [(CodeSystems.Loinc, "8277-6")] = "Body surface area",
        [(CodeSystems.Loinc, "39156-5")] = "Body mass index",
        [(CodeSystems.Loinc, "8867-4")] = "Heart rate",
        [(CodeSystems.Loinc, "9279-1")] = "Respiratory rate",
        [(CodeSystems.Loinc, "8310-5")] = "Body temperature",
        [(CodeSystems.Loinc, "2708-6")] = "Oxygen saturation",
        [(CodeSystems.Loinc, "85354-9")] = "Blood pressure",
        [(CodeSystems.Loinc, "8480-6")] = "Systolic blood pressure",
        [(CodeSystems.Loinc, "8462-4")] = "Diastolic blood pressure",
        [(CodeSystems.Loinc, "81695-9")] = "Microsatellite instability",
        [(CodeSystems.Loinc, "94076-7")] = "Tumour mutation burden",
        [(CodeSystems.Loinc, "81247-9")] = "Genomics report",
        [(CodeSystems.Loinc, "33728-7")] = "Longest dimension",
        [(CodeSystems.Loinc, "LA6683-2")] = "Germline",
        [(CodeSystems.Loinc, "LA6684-0")] = "Somatic",
        [(CodeSystems.Loinc, "LA26398-0")] = "Sequencing",
        [(CodeSystems.Loinc, "LA26406-1")] = "Karyotyping",
        [(CodeSystems.NciThesaurus, "C167435")] = "Leukaemia risk",
        [(CodeSystems.NciThesaurus, "C148010")] = "Rhabdomyosarcoma risk",
        [("http://terminology.hl7.org/CodeSystem/v2-0487", "TUMOR")] = "Tumour",
        [("http://terminology.hl7.org/CodeSystem/v2-0487", "TISS")] = "Tissue",
        [("http://terminology.hl7.org/CodeSystem/v2-0487", "BLD")] = "Blood",

        // mcode-laterality-qualifier-vs, mcode-condition-status-trend-max-vs, mcode-procedure-intent-vs, mcode-treatment-termination-reason-vs,
        // the roots of mcode-cancer-disease-status-evidence-type-vs, and the routes of the examples, each in a word or two.
        [(CodeSystems.Snomed, "51440002")] = "Bilateral",
        [(CodeSystems.Snomed, "399488007")] = "Midline",
        [(CodeSystems.Snomed, "24028007")] = "Right",
        [(CodeSystems.Snomed, "7771000")] = "Left",
        [(CodeSystems.Snomed, "550991000124107")] = "In full remission",
        [(CodeSystems.Snomed, "551001000124108")] = "In partial remission",
        [(CodeSystems.Snomed, "268910001")] = "Improved",
        [(CodeSystems.Snomed, "359746009")] = "Stable",
        [(CodeSystems.Snomed, "271299001")] = "Worsened",
        [(CodeSystems.Snomed, "709137006")] = "Undetermined",
        [(CodeSystems.Snomed, "103338009")] = "In full remission",
        [(CodeSystems.Snomed, "103337004")] = "In partial remission",
        [(CodeSystems.Snomed, "399409002")] = "Distant metastasis",
        [(CodeSystems.Snomed, "373808002")] = "Curative",
        [(CodeSystems.Snomed, "363676003")] = "Palliative",
        [(CodeSystems.Snomed, "399707004")] = "Supportive",
        [(CodeSystems.Snomed, "261004008")] = "Diagnostic",
        [(CodeSystems.Snomed, "129428001")] = "Preventive",
        [(CodeSystems.Snomed, "266721009")] = "No response to treatment",
        [(CodeSystems.Snomed, "407563006")] = "Treatment not tolerated",
        [(CodeSystems.Snomed, "160932005")] = "Financial problem",
        [(CodeSystems.Snomed, "105480006")] = "Refused by the patient",
        [(CodeSystems.Snomed, "184081006")] = "Patient moved away",
        [(CodeSystems.Snomed, "309846006")] = "Treatment not available",
        [(CodeSystems.Snomed, "399307001")] = "Lost to follow-up",
        [(CodeSystems.Snomed, "419620001")] = "Death",
        [(CodeSystems.Snomed, "7058009")] = "Treatment not adhered to",
        [(CodeSystems.Snomed, "443729008")] = "Clinical trial completed",
        [(CodeSystems.Snomed, "77386006")] = "Pregnancy",
        [(CodeSystems.Snomed, "363679005")] = "Imaging",
        [(CodeSystems.Snomed, "386344002")] = "Laboratory results",
        [(CodeSystems.Snomed, "108257001")] = "Pathology",
        [(CodeSystems.Snomed, "5880005")] = "Physical examination",
        [(CodeSystems.Snomed, "714797009")] = "Histology",
        [(CodeSystems.Snomed, "116147009")] = "Cytology",
        [(CodeSystems.Snomed, "250724005")] = "Tumour marker",
        [(CodeSystems.Snomed, "47625008")] = "Intravenous",
        [(CodeSystems.Snomed, "26643006")] = "Oral",
    }.ToFrozenDictionary();

    /// <summary>The words for a code, or null.</summary>
    public static string? Of(string system, string code) => Names.GetValueOrDefault((system, code));
}

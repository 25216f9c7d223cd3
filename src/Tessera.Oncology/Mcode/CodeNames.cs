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
        [(CodeSystems.NciThesaurus, "C167435")] = "Leukaemia risk",
        [(CodeSystems.NciThesaurus, "C148010")] = "Rhabdomyosarcoma risk",
        [("http://terminology.hl7.org/CodeSystem/v2-0487", "TUMOR")] = "Tumour",
        [("http://terminology.hl7.org/CodeSystem/v2-0487", "TISS")] = "Tissue",
        [("http://terminology.hl7.org/CodeSystem/v2-0487", "BLD")] = "Blood",
    }.ToFrozenDictionary();

    /// <summary>The words for a code, or null.</summary>
    public static string? Of(string system, string code) => Names.GetValueOrDefault((system, code));
}

namespace Tessera.Oncology.Mcode;

/// <summary>What people call the code systems of cancer records.</summary>
public static class CodeSystemNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["http://snomed.info/sct"] = "SNOMED CT",
        ["http://loinc.org"] = "LOINC",
        ["http://www.nlm.nih.gov/research/umls/rxnorm"] = "RxNorm",
        ["http://hl7.org/fhir/sid/icd-10-cm"] = "ICD-10-CM",
        ["http://hl7.org/fhir/sid/icd-10"] = "ICD-10",
        ["http://hl7.org/fhir/sid/icd-o-3"] = "ICD-O-3",
        ["http://terminology.hl7.org/CodeSystem/icd-o-3"] = "ICD-O-3",
        ["http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"] = "NCIt",
        ["http://www.whocc.no/atc"] = "ATC",
        ["http://cancerstaging.org"] = "AJCC",
        ["http://www.genenames.org"] = "HGNC",
        ["http://varnomen.hgvs.org"] = "HGVS",
        ["http://unitsofmeasure.org"] = "UCUM",
        ["http://www.ama-assn.org/go/cpt"] = "CPT",
    };

    /// <summary>Whether the codes of a system are words already, as those of HL7's own small systems are (<c>active</c>, <c>confirmed</c>).</summary>
    public static bool IsWord(string? system) =>
        string.IsNullOrEmpty(system) || (!Names.ContainsKey(system) && (system.StartsWith("http://terminology.hl7.org/", StringComparison.Ordinal) || system.StartsWith("http://hl7.org/fhir/", StringComparison.Ordinal)));

    /// <summary>The name of a code system, the last part of its URI when it has none here, or an empty text.</summary>
    public static string Of(string? system)
    {
        if (string.IsNullOrEmpty(system)) return "";
        if (Names.TryGetValue(system, out var name)) return name;
        var end = system.TrimEnd('/');
        return end[(end.LastIndexOfAny(['/', ':']) + 1)..];
    }
}

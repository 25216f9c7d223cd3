using System.Buffers;
using System.Collections.Frozen;

namespace Tessera.Oncology.Mcode;

/// <summary>URIs of the code systems that oncology data uses, and the other names under which exports write them.</summary>
public static class CodeSystems
{
    /// <summary>SNOMED CT.</summary>
    public const string Snomed = "http://snomed.info/sct";

    /// <summary>LOINC.</summary>
    public const string Loinc = "http://loinc.org";

    /// <summary>RxNorm.</summary>
    public const string RxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm";

    /// <summary>ICD-10-CM.</summary>
    public const string Icd10Cm = "http://hl7.org/fhir/sid/icd-10-cm";

    /// <summary>ICD-10 of the WHO.</summary>
    public const string Icd10 = "http://hl7.org/fhir/sid/icd-10";

    /// <summary>ICD-10-GM, the German modification.</summary>
    public const string Icd10Gm = "http://fhir.de/CodeSystem/bfarm/icd-10-gm";

    /// <summary>ICD-10-PCS as mCODE names it.</summary>
    public const string Icd10Pcs = "http://www.cms.gov/Medicare/Coding/ICD10";

    /// <summary>ICD-O-3, topography and morphology.</summary>
    public const string IcdO3 = "http://terminology.hl7.org/CodeSystem/icd-o-3";

    /// <summary>CPT.</summary>
    public const string Cpt = "http://www.ama-assn.org/go/cpt";

    /// <summary>NCI Thesaurus.</summary>
    public const string NciThesaurus = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl";

    /// <summary>The AJCC's staging values.</summary>
    public const string CancerStaging = "http://cancerstaging.org";

    /// <summary>UCUM units.</summary>
    public const string Ucum = "http://unitsofmeasure.org";

    /// <summary>Observation categories of the base specification.</summary>
    public const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category";

    /// <summary>Condition categories of the base specification.</summary>
    public const string ConditionCategory = "http://terminology.hl7.org/CodeSystem/condition-category";

    /// <summary>Condition categories that US Core adds.</summary>
    public const string UsCoreConditionCategory = "http://hl7.org/fhir/us/core/CodeSystem/condition-category";

    /// <summary>Reasons why a value is missing.</summary>
    public const string DataAbsentReason = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    /// <summary>HL7 null flavours.</summary>
    public const string NullFlavor = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";

    /// <summary>CDC race and ethnicity.</summary>
    public const string RaceAndEthnicity = "urn:oid:2.16.840.1.113883.6.238";

    private static readonly SearchValues<char> NotInUri = SearchValues.Create(" \t\r\n\"<>");

    // Only names that can mean one thing. "ICD10" is not here: it may be the WHO's, the US or a national edition.
    private static readonly FrozenDictionary<string, string> OtherNames = new Dictionary<string, string>
    {
        ["snomed"] = Snomed, ["snomedct"] = Snomed, ["sct"] = Snomed, ["2.16.840.1.113883.6.96"] = Snomed,
        ["loinc"] = Loinc, ["2.16.840.1.113883.6.1"] = Loinc,
        ["rxnorm"] = RxNorm, ["2.16.840.1.113883.6.88"] = RxNorm,
        ["icd10cm"] = Icd10Cm, ["2.16.840.1.113883.6.90"] = Icd10Cm,
        ["icd10pcs"] = Icd10Pcs, ["2.16.840.1.113883.6.4"] = Icd10Pcs,
        ["icdo3"] = IcdO3, ["2.16.840.1.113883.6.43.1"] = IcdO3,
        ["cpt"] = Cpt, ["2.16.840.1.113883.6.12"] = Cpt,
        ["ncit"] = NciThesaurus, ["2.16.840.1.113883.3.26.1.1"] = NciThesaurus,
        ["ucum"] = Ucum, ["2.16.840.1.113883.6.8"] = Ucum,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The URI of a code system that a source names by URI, OID or one of its usual short names.</summary>
    /// <param name="name">As the source writes it, without surrounding spaces.</param>
    /// <returns>An absolute URI, or null when the name is not one and is not known.</returns>
    public static string? Resolve(string name)
    {
        var plain = name.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase) ? name[8..] : name;
        if (OtherNames.TryGetValue(Letters(plain), out var known)) return known;
        return IsAbsoluteUri(name) ? name : null;
    }

    /// <summary>Whether a text is an absolute URI without spaces: what <c>Coding.system</c> and <c>Identifier.system</c> must be.</summary>
    public static bool IsAbsoluteUri(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || colon == text.Length - 1 || !char.IsAsciiLetter(text[0])) return false;
        foreach (var letter in text.AsSpan(0, colon))
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-' or '.')) return false;
        return !text.AsSpan().ContainsAny(NotInUri);
    }

    private static string Letters(string name) => name.Any(letter => letter is '-' or '_' or ' ' || char.IsAsciiLetterUpper(letter))
        ? string.Concat(name.Where(letter => letter is not ('-' or '_' or ' '))).ToLowerInvariant()
        : name;
}

using Tessera.Oncology.Quality;
using Tessera.Oncology.Tests.Journeys;

namespace Tessera.Oncology.Tests.Quality;

/// <summary>Hand-made patients and what quality counts of them.</summary>
internal static class CountedPatient
{
    public const string Female = """{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1960-05-01"}""";

    public static readonly QualityReader Reader = new(Vocabulary.Definitions);

    /// <summary>The counts of one element over all months and sources.</summary>
    public static QualityCounts Count(string element, params string[] resources) => Count(element, [.. resources.Select(json => new QualityRecord(Vocabulary.Parse(json)))]);

    public static QualityCounts Count(string element, IReadOnlyList<QualityRecord> records) =>
        Read(records).ByEntry(_ => true).GetValueOrDefault(Reader.Catalogue.Find(element)!.Index);

    /// <summary>The rules that found something about an element.</summary>
    public static IReadOnlyList<PlausibilityRule> Rules(string element, params string[] resources) =>
        [.. Read([.. resources.Select(json => new QualityRecord(Vocabulary.Parse(json)))]).Counts.Select(pair => pair.Key)
            .Where(key => key.Rule is not null && key.Element == Reader.Catalogue.Find(element)!.Index).Select(key => key.Rule!.Value).Order()];

    public static QualityVector Read(params string[] resources) => Read([.. resources.Select(json => new QualityRecord(Vocabulary.Parse(json)))]);

    public static QualityVector Read(IReadOnlyList<QualityRecord> records) =>
        Reader.Read(Vocabulary.Reader.Read("p", [.. records.Select(record => record.Document)])!, records);

    public static string Cancer(string code = "C50.411", string more = "", string asserted = "2020-03-01", string id = "c", string profile = "primary") =>
        $$$"""{"resourceType":"Condition","id":"{{{id}}}","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-{{{profile}}}-cancer-condition"],"lastUpdated":"2024-01-01T00:00:00Z"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/condition-assertedDate","valueDateTime":"{{{asserted}}}"}],"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"{{{code}}}"}]}{{{more}}},"subject":{"reference":"Patient/p"}}""";

    public static string Staged(string id, string profile, string code, string value, string more = "") =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tnm-{{{profile}}}"]},"status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"{{{code}}}"}]},"subject":{"reference":"Patient/p"},"focus":[{"reference":"Condition/c"}],"effectiveDateTime":"2020-03-10","valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"{{{value}}}"}]}{{{more}}}}""";

    public static string Given(string id, string day, string more = "") =>
        $$$"""{"resourceType":"MedicationAdministration","id":"{{{id}}}","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-related-medication-administration"],"lastUpdated":"2024-01-01T00:00:00Z"},"status":"completed","medicationCodeableConcept":{"text":"paclitaxel"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"{{{day}}}"{{{more}}}}""";

    public static string Observed(string id, string profile, string code, string value, string day) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-{{{profile}}}"]},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"{{{code}}}"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"{{{day}}}",{{{value}}}}""";
}

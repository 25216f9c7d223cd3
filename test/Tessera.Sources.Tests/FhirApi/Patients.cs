using System.Globalization;
using System.Text.Json.Nodes;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Tests.FhirApi;

/// <summary>Resources of invented patients as a hospital's server has them: valid FHIR, none of it claims to be mCODE.</summary>
internal static class Patients
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<JsonObject> Make(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            yield return Patient($"p{number}", number);
            yield return Condition($"c{number}", $"p{number}", "C50.9", number);
            yield return Marker($"o{number}", $"p{number}", number);
            yield return Medicine($"m{number}", $"p{number}", $"c{number}", number);
        }
    }

    public static JsonObject Patient(string id, int number) => Parse(
        $$"""
        {"resourceType":"Patient","id":"{{id}}","meta":{{Meta(number)}},"identifier":[{"system":"urn:oid:2.999.1","value":"{{number}}"}],
         "name":[{"family":"Invented {{number}}"}],"gender":"female","birthDate":"1960-01-01"}
        """);

    public static JsonObject Condition(string id, string patient, string icd10, int number) => Parse(
        $$"""
        {"resourceType":"Condition","id":"{{id}}","meta":{{Meta(number)}},
         "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
         "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},
         "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}],
         "code":{"coding":[{"system":"{{CodeSystems.Icd10Cm}}","code":"{{icd10}}"}]},"subject":{"reference":"Patient/{{patient}}"},"onsetDateTime":"2025-03-01"}
        """);

    public static JsonObject Marker(string id, string patient, int number) => Parse(
        $$"""
        {"resourceType":"Observation","id":"{{id}}","meta":{{Meta(number)}},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"6875-9"}]},
         "subject":{"reference":"Patient/{{patient}}"},"effectiveDateTime":"2025-04-01","valueQuantity":{"value":{{number}}.50,"unit":"U/mL","system":"http://unitsofmeasure.org","code":"U/mL"} }
        """);

    public static JsonObject Medicine(string id, string patient, string condition, int number) => Parse(
        $$"""
        {"resourceType":"MedicationRequest","id":"{{id}}","meta":{{Meta(number)}},"status":"active","intent":"order","medicationCodeableConcept":{"text":"tamoxifen"},
         "subject":{"reference":"Patient/{{patient}}"},"authoredOn":"2025-05-01","requester":{"display":"Dr. Invented"},"reasonReference":[{"reference":"Condition/{{condition}}"}]}
        """);

    public static DateTimeOffset Time(int number) => Start.AddHours(number);

    private static string Meta(int number) => $$"""{"versionId":"{{number}}","lastUpdated":"{{Time(number).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}"}""";

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}

using Tessera.Centre.Import;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Sources;

namespace Tessera.Centre;

/// <summary>Source records made by hand.</summary>
internal static class Records
{
    public static ImportSource Source(params RecordOutcome[] records) => new("hand", "test", _ => records);

    public static Extracted Patient(FhirDefinitions definitions, int row, string id, string gender) => Extracted(
        definitions, "patients.csv", row, $$"""{"resourceType":"Patient","id":"{{id}}","gender":"{{gender}}"}""", new ElementOrigin("mrn", "Patient.id"), new ElementOrigin("sex", "Patient.gender"));

    public static Extracted Family(FhirDefinitions definitions, int row, string id, string name) => Extracted(
        definitions, "patients.csv", row, $$"""{"resourceType":"Patient","id":"{{id}}","name":[{"family":"{{name}}"}]}""", new ElementOrigin("mrn", "Patient.id"), new ElementOrigin("name", "Patient.name.family"));

    public static Extracted Condition(FhirDefinitions definitions, int row, string id, string patient) => Extracted(
        definitions, "conditions.csv", row, $$"""{"resourceType":"Condition","id":"{{id}}","code":{"text":"x"},"subject":{"reference":"Patient/{{patient}}"} }""", new ElementOrigin("mrn", "Condition.subject.reference"));

    public static Quarantined Bad(int row) => new(
        new SourceRecord("hand", "patients.csv", row, "9"), new CellAccount(0, 0, 2), [new CellProblem("sex", "the cell is empty", "Fill it in.") { Value = "?" }]);

    public static Ignored Left(int row) => new(new SourceRecord("hand", "patients.csv", row, "8"), new CellAccount(0, 2, 0), "not listed");

    private static Extracted Extracted(FhirDefinitions definitions, string file, int row, string json, params ElementOrigin[] origins)
    {
        var document = FhirDocument.Parse(json, definitions.Names);
        var resource = new ExtractedResource(document.ResourceType!, document.Id!, document, "test@1", origins);
        return new Extracted(new SourceRecord("hand", file, row, "1"), new CellAccount(2, 0, 0), [resource]);
    }
}

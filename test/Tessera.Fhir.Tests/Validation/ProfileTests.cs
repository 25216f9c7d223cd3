using System.Text.Json.Nodes;
using Tessera.Fhir.Validation;

namespace Tessera.Fhir.Tests.Validation;

public sealed class ProfileTests(BuiltInDefinitions fixture) : ValidatorCase(fixture)
{
    private static JsonObject StageGroup => Json($$"""
        {
          "resourceType": "Observation", "meta": { "profile": ["{{Mcode}}mcode-tnm-stage-group"] }, "status": "final",
          "category": [{ "coding": [{ "system": "http://snomed.info/sct", "code": "385356007" }] }],
          "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "399390009" }] },
          "method": { "coding": [{ "system": "http://snomed.info/sct", "code": "897275008" }] },
          "subject": { "reference": "Patient/p1" }, "focus": [{ "reference": "Condition/c1" }], "effectiveDateTime": "2020-01-01",
          "valueCodeableConcept": { "coding": [{ "system": "http://cancerstaging.org", "code": "3C" }] }
        }
        """);

    private static JsonObject TumorSize => Json($$"""
        {
          "resourceType": "Observation", "meta": { "profile": ["{{Mcode}}mcode-tumor-size"] }, "status": "final",
          "category": [{ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory" }] }],
          "code": { "coding": [{ "system": "http://loinc.org", "code": "21889-1" }] },
          "subject": { "reference": "Patient/p1" }, "focus": [{ "reference": "BodyStructure/t1" }], "effectiveDateTime": "2020-01-01",
          "component": [
            { "code": { "coding": [{ "system": "http://loinc.org", "code": "33728-7" }] },
              "valueQuantity": { "value": 2.5, "unit": "cm", "system": "http://unitsofmeasure.org", "code": "cm" } }
          ]
        }
        """);

    [Fact]
    public void A_stage_without_a_method_is_invalid() => AssertBroken(StageGroup, stage => stage.Remove("method"), "Observation.method", IssueType.Required);

    [Fact]
    public void A_value_of_a_type_that_the_profile_excludes_is_invalid() =>
        AssertBroken(StageGroup, stage => { stage.Remove("valueCodeableConcept"); stage["valueString"] = "3C"; }, "Observation.value", IssueType.Structure);

    [Fact]
    public void A_missing_slice_is_found() => AssertBroken(TumorSize, size => size.Remove("component"), "Observation.component", IssueType.Required);

    [Fact]
    public void The_rules_of_a_slice_hold_for_its_items() => AssertBroken(
        TumorSize,
        size => { size["component"]![0]!.AsObject().Remove("valueQuantity"); size["component"]![0]!["valueString"] = "2 cm"; },
        "Observation.component[0].value",
        IssueType.Structure);

    [Fact]
    public void A_pattern_must_be_contained() => AssertBroken(
        TumorSize, size => size["code"]!["coding"]![0]!["code"] = "21889-2", "Observation.code", IssueType.Value);

    [Fact]
    public void A_slice_in_which_an_item_does_not_belong_does_not_count() => AssertBroken(
        TumorSize, size => size["component"]![0]!["code"]!["coding"]![0]!["code"] = "1-1", "Observation.component", IssueType.Required);

    [Fact]
    public void A_profile_of_another_type_is_an_error() => AssertBroken(
        StageGroup, stage => stage["meta"]!["profile"]![0] = Mcode + "mcode-cancer-patient", "Observation.meta.profile", IssueType.Value);

    [Fact]
    public void A_profile_that_is_not_loaded_is_not_checked_and_named()
    {
        var result = Validate("""{"resourceType":"Patient","meta":{"profile":["http://example.org/StructureDefinition/none"]}}""");
        Assert.Equal(Verdict.Unchecked, result.Verdict);
        Assert.Contains(result.Issues, issue => issue is { Type: IssueType.NotSupported, Missing: "http://example.org/StructureDefinition/none" });
    }

    [Theory]
    [InlineData("http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/tmb", "Load hl7.fhir.uv.genomics-reporting 2.0.0, on which the packages here depend; another version may not define it.")]
    [InlineData("http://example.org/StructureDefinition/none", "Load the package that defines it.")]
    public void The_advice_names_the_version_that_the_packages_here_depend_on(string profile, string advice)
    {
        var result = Validate($$$"""{"resourceType":"Observation","meta":{"profile":["{{{profile}}}"]},"status":"final","code":{"text":"burden"}}""");
        Assert.Equal(advice, result.Issues.First(issue => issue.Missing == profile).Fix);
    }

    [Fact]
    public void A_demanded_profile_is_checked_besides_the_claimed()
    {
        var result = Validate("""{"resourceType":"Patient"}""", Mcode + "mcode-cancer-patient");
        Assert.Contains(result.Issues, issue => issue is { Severity: IssueSeverity.Error, Expression: "Patient.identifier" });
    }

    [Fact]
    public void An_extension_must_conform_to_its_definition() => AssertBroken(
        Json($$"""
            {"resourceType":"Condition","subject":{"reference":"Patient/1"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/condition-assertedDate","valueDateTime":"2020-01-01"}]}
            """),
        condition => condition["extension"]![0] = Json("""{"url":"http://hl7.org/fhir/StructureDefinition/condition-assertedDate","valueString":"2020"}"""),
        "Condition.extension[0].value",
        IssueType.Structure);

    [Fact]
    public void All_profiles_of_mCODE_compile()
    {
        foreach (var url in fixture.Definitions.Urls(Fhir.Definitions.DefinitionKind.StructureDefinition, "hl7.fhir.us.mcode"))
        {
            var structure = fixture.Definitions.FindStructure(url)!;
            if (structure.Kind == "resource") Validate($$"""{"resourceType":"{{structure.Type}}"}""", url);
            Assert.NotEmpty(structure.Elements);
        }
    }

    private readonly BuiltInDefinitions fixture = fixture;
}

using System.Text.Json.Nodes;

namespace Tessera.Fhir.Tests.Validation;

public sealed class DefinitionRuleTests(BuiltInDefinitions fixture) : ValidatorCase(fixture)
{
    private static JsonObject CodeSystem => Json("""
        { "resourceType": "CodeSystem", "url": "http://example.org/cs", "status": "draft", "content": "complete", "count": 2,
          "property": [{ "code": "level", "type": "integer" }, { "code": "off", "uri": "http://hl7.org/fhir/concept-properties#notSelectable", "type": "boolean" }],
          "concept": [{ "code": "a", "property": [{ "code": "level", "valueInteger": 1 }], "concept": [{ "code": "b" }] }] }
        """);

    private static JsonObject ValueSet => Json("""
        { "resourceType": "ValueSet", "url": "http://example.org/vs", "status": "draft", "compose": { "include": [
          { "system": "http://terminology.hl7.org/CodeSystem/v3-ActMood", "concept": [{ "code": "EVN" }] },
          { "system": "http://terminology.hl7.org/CodeSystem/v3-ActMood", "filter": [{ "property": "concept", "op": "is-a", "value": "EVN" }] }] } }
        """);

    private static JsonObject Profile => ProfileCase.Of("Observation", """
        { "id": "Observation.component", "path": "Observation.component", "slicing": { "discriminator": [{ "type": "pattern", "path": "code" }], "rules": "open" } },
        { "id": "Observation.value[x]", "path": "Observation.value[x]", "type": [{ "code": "Quantity" }] }
        """);

    [Fact]
    public void The_URL_of_a_definition_is_absolute() => AssertBroken(CodeSystem, system => system["url"] = "cs", "CodeSystem.url", IssueType.Value);

    [Fact]
    public void The_count_is_that_of_the_concepts() => AssertBroken(CodeSystem, system => system["count"] = 3, "CodeSystem.count", IssueType.Value);

    [Fact]
    public void A_supplement_says_so() => AssertBroken(CodeSystem, system => system["supplements"] = "http://loinc.org", "CodeSystem.content", IssueType.Value);

    [Fact]
    public void What_is_not_present_is_not_there() => AssertBroken(CodeSystem, system => system["content"] = "not-present", "CodeSystem.content", IssueType.Value);

    [Fact]
    public void Properties_have_the_type_that_is_declared()
    {
        AssertBroken(CodeSystem, system => system["property"]![0]!["type"] = "string", "CodeSystem.concept[0].property[0].value", IssueType.Value);
        AssertBroken(CodeSystem, system => system["property"]![1]!["type"] = "string", "CodeSystem.property[1].type", IssueType.Value);
        AssertBroken(CodeSystem, system => system["property"]![1]!["code"] = "level", "CodeSystem.property[1].code", IssueType.Duplicate);
    }

    [Fact]
    public void The_codes_of_a_value_set_are_codes()
    {
        AssertBroken(ValueSet, set => set["compose"]!["include"]![0]!["concept"]![0]!["code"] = "evn", "ValueSet.compose.include[0].concept[0].code", IssueType.CodeInvalid);
        AssertBroken(ValueSet, set => set["compose"]!["include"]![1]!["filter"]![0]!["value"] = "evn", "ValueSet.compose.include[1].filter[0].value", IssueType.CodeInvalid);
        AssertBroken(ValueSet, set => set["compose"]!["include"]![0]!["system"] = "#cs", "ValueSet.compose.include[0].system", IssueType.Value);
    }

    [Fact]
    public void A_concept_map_maps_codes()
    {
        var map = Json("""
            { "resourceType": "ConceptMap", "status": "draft", "group": [{ "source": "http://hl7.org/fhir/administrative-gender", "target": "http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender",
              "element": [{ "code": "male", "target": [{ "code": "M", "equivalence": "equal" }] }] }] }
            """);
        AssertBroken(map, broken => broken["group"]![0]!["element"]![0]!["code"] = "man", "ConceptMap.group[0].element[0].code", IssueType.CodeInvalid);
        AssertBroken(map, broken => broken["group"]![0]!["element"]![0]!["target"]![0]!["code"] = "man", "ConceptMap.group[0].element[0].target[0].code", IssueType.CodeInvalid);
    }

    [Theory]
    [InlineData("Observation.valueBla")]
    [InlineData("Observation.component.colour")]
    [InlineData("Patient.name")]
    public void A_differential_constrains_what_there_is(string path) =>
        AssertBroken(Profile, profile => profile["differential"]!["element"]![1]!["path"] = path, "StructureDefinition.differential.element[1].path", IssueType.Value);

    [Fact]
    public void A_discriminator_leads_somewhere() => AssertBroken(
        Profile, profile => profile["differential"]!["element"]![0]!["slicing"]!["discriminator"]![0]!["path"] = "type", "StructureDefinition.differential.element[0].slicing.discriminator[0].path", IssueType.Value);

    [Fact]
    public void The_profile_of_a_type_is_for_the_type() => AssertBroken(
        Profile, profile => profile["differential"]!["element"]![1]!["type"]![0]!["profile"] = new JsonArray("http://hl7.org/fhir/StructureDefinition/bp"),
        "StructureDefinition.differential.element[1].type[0].profile[0]", IssueType.Value);
}

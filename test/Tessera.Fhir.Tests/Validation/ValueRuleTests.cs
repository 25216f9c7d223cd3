using System.Text.Json.Nodes;

namespace Tessera.Fhir.Tests.Validation;

public sealed class ValueRuleTests(BuiltInDefinitions fixture) : ValidatorCase(fixture)
{
    private static JsonObject Observation => Json("""
        { "resourceType": "Observation", "status": "final",
          "code": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory", "display": "another display" }] },
          "identifier": [{ "system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3" }],
          "subject": { "reference": "Patient/p1", "type": "Patient" },
          "valueQuantity": { "value": 1, "system": "http://unitsofmeasure.org", "code": "mm[Hg]" } }
        """);

    private static JsonObject Media => Json("""
        { "resourceType": "Media", "status": "completed", "content": { "contentType": "text/plain", "data": "SGVsbG8=", "size": 5, "hash": "9/+ei3uy4Jtwk1pdeF4MxdnQq/A=" } }
        """);

    private static JsonNode Coding(JsonObject observation) => observation["code"]!["coding"]![0]!;

    private static JsonObject Server => Json("""
        { "resourceType": "CapabilityStatement", "status": "active", "date": "2024-01-02", "kind": "requirements", "description": "x", "fhirVersion": "4.0.1", "format": ["json", "application/fhir+xml"], "rest": [{ "mode": "server" }] }
        """);

    [Fact]
    public void FHIR_s_own_formats_have_short_names_in_capabilities_and_nowhere_else()
    {
        Assert.Empty(Errors(Server));
        AssertBroken(Server, server => server["format"]![0] = "yaml", "CapabilityStatement.format[0]", IssueType.CodeInvalid);
        AssertBroken(Media, media => media["content"]!["contentType"] = "json", "Media.content.contentType", IssueType.CodeInvalid);
    }

    [Fact]
    public void A_code_is_one_of_its_system() => AssertBroken(Observation, observation => Coding(observation)["code"] = "labor", "Observation.code.coding[0].code", IssueType.CodeInvalid);

    [Fact]
    public void Another_version_of_a_system_may_have_the_code() => Assert.Empty(Errors(Change(observation => { Coding(observation)["code"] = "labor"; Coding(observation)["version"] = "0.0.1"; })));

    [Theory]
    [InlineData("observation-category")]
    [InlineData("http://hl7.org/fhir/ValueSet/observation-status")]
    public void A_system_is_a_code_system(string system) => AssertBroken(Observation, observation => Coding(observation)["system"] = system, "Observation.code.coding[0].system", IssueType.CodeInvalid);

    [Theory]
    [InlineData("fmm[Hg]")]
    [InlineData("mm Hg")]
    [InlineData("milligram")]
    [InlineData("mg{")]
    public void A_unit_is_one_of_UCUM(string unit) => AssertBroken(Observation, observation => observation["valueQuantity"]!["code"] = unit, "Observation.value.code", IssueType.CodeInvalid);

    [Theory]
    [InlineData("[smoot]")]
    [InlineData("m^2")]
    [InlineData("10*9/L")]
    [InlineData("{score of 10}")]
    [InlineData("KiBy")]
    public void A_unit_that_may_be_one_is_let_through(string unit) => Assert.Empty(Errors(Change(observation => observation["valueQuantity"]!["code"] = unit)));

    [Fact]
    public void A_URI_as_identifier_has_a_scheme() => AssertBroken(Observation, observation => observation["identifier"]![0]!["value"] = "1.2.3", "Observation.identifier[0].value", IssueType.Value);

    [Fact]
    public void The_type_of_a_reference_is_that_of_its_target() => AssertBroken(Observation, observation => observation["subject"]!["type"] = "Group", "Observation.subject.type", IssueType.Value);

    [Fact]
    public void A_required_code_is_not_replaced_by_a_reason_for_its_absence() => AssertBroken(Observation, observation =>
    {
        observation.Remove("status");
        observation["_status"] = Json("""{ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown" }] }""");
    }, "Observation.status", IssueType.CodeInvalid);

    [Fact]
    public void An_id_alone_is_no_value() => AssertBroken(Observation, observation => observation["_issued"] = Json("""{ "id": "i" }"""), "Observation.issued", IssueType.Invariant);

    [Fact]
    public void Ids_of_elements_stand_once() => AssertBroken(Observation, observation =>
    {
        observation["code"]!["id"] = "a";
        observation["subject"]!["id"] = "a";
    }, "Observation.subject.id", IssueType.Duplicate);

    [Fact]
    public void The_size_and_the_hash_are_those_of_the_data()
    {
        AssertBroken(Media, media => media["content"]!["size"] = 6, "Media.content.size", IssueType.Value);
        AssertBroken(Media, media => media["content"]!["hash"] = "AAAA", "Media.content.hash", IssueType.Value);
    }

    [Theory]
    [InlineData("Questionnaire/q")]
    [InlineData("urn:uuid:C757873D-EC9A-4326-A141-556F43239520")]
    [InlineData("urn:oid:x")]
    public void A_canonical_URL_is_absolute(string url)
    {
        var response = Json("""{ "resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "http://example.org/q|1" }""");
        AssertBroken(response, broken => broken["questionnaire"] = url, "QuestionnaireResponse.questionnaire", IssueType.Value);
    }

    [Fact]
    public void What_is_contained_is_referred_to_be_it_in_narrative()
    {
        var patient = Json("""
            { "resourceType": "Patient", "text": { "status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"#b\" alt=\"x\"/></div>" },
              "contained": [{ "resourceType": "Binary", "id": "b", "contentType": "image/png" }] }
            """);
        AssertBroken(patient, broken => broken["contained"]![0]!["id"] = "c", "Patient", IssueType.Invariant);
    }

    private static JsonObject Change(Action<JsonObject> change)
    {
        var observation = Observation;
        change(observation);
        return observation;
    }
}

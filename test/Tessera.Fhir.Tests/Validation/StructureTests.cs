using System.Text.Json.Nodes;

namespace Tessera.Fhir.Tests.Validation;

public sealed class StructureTests(BuiltInDefinitions fixture) : ValidatorCase(fixture)
{
    private static JsonObject Patient => Json("""
        {
          "resourceType": "Patient", "id": "p1", "active": true, "gender": "female", "birthDate": "1970-02",
          "name": [{ "family": "Example", "given": ["Anna", null], "_given": [null, { "extension": [{ "url": "http://example.org/e", "valueString": "x" }] }] }],
          "contact": [{ "telecom": [{ "system": "phone", "value": "1", "rank": 1 }] }],
          "multipleBirthInteger": 2
        }
        """);

    [Fact]
    public void A_plain_patient_is_valid() => Assert.Empty(Errors(Patient));

    [Fact]
    public void An_unknown_property_is_found() => AssertBroken(Patient, patient => patient["brithDate"] = "1970", "Patient.brithDate", IssueType.Structure);

    [Fact]
    public void A_property_in_the_wrong_case_is_found() => AssertBroken(Patient, patient => patient["Gender"] = "male", "Patient.Gender", IssueType.Structure);

    [Fact]
    public void A_single_value_where_a_list_belongs_is_found() =>
        AssertBroken(Patient, patient => patient["name"] = Json("""{"family":"A"}"""), "Patient.name", IssueType.Structure);

    [Fact]
    public void A_list_where_a_single_value_belongs_is_found() =>
        AssertBroken(Patient, patient => patient["birthDate"] = new JsonArray("1970"), "Patient.birthDate", IssueType.Structure);

    [Fact]
    public void A_list_of_lists_is_found() =>
        AssertBroken(Patient, patient => patient["name"] = new JsonArray(new JsonArray()), "Patient.name[0]", IssueType.Structure);

    [Fact]
    public void Empty_objects_and_lists_are_found()
    {
        AssertBroken(Patient, patient => patient["name"] = new JsonArray(), "Patient.name", IssueType.Structure);
        AssertBroken(Patient, patient => patient["maritalStatus"] = new JsonObject(), "Patient.maritalStatus", IssueType.Structure);
    }

    [Fact]
    public void A_null_is_found_unless_extensions_stand_in_its_place() =>
        AssertBroken(Patient, patient => patient["name"]![0]!.AsObject().Remove("_given"), "Patient.name[0].given[1]", IssueType.Structure);

    [Fact]
    public void A_string_where_a_number_belongs_is_found() => AssertBroken(Patient, patient => patient["multipleBirthInteger"] = "2", "Patient.multipleBirth", IssueType.Structure);

    [Fact]
    public void Two_types_of_one_choice_are_found() => AssertBroken(Patient, patient => patient["multipleBirthBoolean"] = true, "Patient.multipleBirth", IssueType.Structure);

    [Fact]
    public void A_type_that_a_choice_does_not_have_is_found() => AssertBroken(Patient, patient => patient["multipleBirthString"] = "two", "Patient.multipleBirth", IssueType.Structure);

    [Fact]
    public void A_missing_required_element_is_found() => AssertBroken(
        Json("""{"resourceType":"Observation","status":"final","code":{"text":"x"}}"""), observation => observation.Remove("code"), "Observation.code", IssueType.Required);

    [Fact]
    public void The_place_of_a_finding_names_items_of_lists() =>
        AssertBroken(Patient, patient => patient["contact"]![0]!["telecom"]![0]!["rank"] = 0, "Patient.contact[0].telecom[0].rank", IssueType.Value);

    [Fact]
    public void A_resource_without_a_type_or_of_an_unknown_type_is_invalid()
    {
        Assert.Equal(["Resource"], [.. Errors(Json("""{"id":"x"}""")).Select(_ => "Resource")]);
        Assert.Equal(["Patiant.resourceType Structure"], Errors(Json("""{"resourceType":"Patiant"}""")));
        Assert.Equal(["DomainResource.resourceType Structure"], Errors(Json("""{"resourceType":"DomainResource"}""")));
    }

    [Fact]
    public void Resources_inside_resources_are_validated()
    {
        var bundle = Json("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","managingOrganization":{"reference":"#o"},"contained":[{"resourceType":"Organization","id":"o","name":"O"}]}}]}""");
        AssertBroken(bundle, broken => broken["entry"]![0]!["resource"]!["gender"] = 1, "Bundle.entry[0].resource.gender", IssueType.Structure);
        AssertBroken(bundle, broken => broken["entry"]![0]!["resource"]!["contained"]![0]!["nmae"] = 1, "Bundle.entry[0].resource.contained[0].nmae", IssueType.Structure);
    }

    [Fact]
    public void A_reference_to_a_wrong_type_is_found() => AssertBroken(
        Json("""{"resourceType":"Patient","managingOrganization":{"reference":"Organization/1"}}"""),
        patient => patient["managingOrganization"]!["reference"] = "https://example.org/fhir/Patient/1",
        "Patient.managingOrganization",
        IssueType.Structure);

    [Fact]
    public void The_order_of_properties_does_not_matter()
    {
        var reversed = new JsonObject(Patient.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        Assert.Empty(Errors(reversed));
    }
}

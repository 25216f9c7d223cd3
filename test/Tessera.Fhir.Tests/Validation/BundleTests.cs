using System.Text.Json.Nodes;

namespace Tessera.Fhir.Tests.Validation;

public sealed class BundleTests(BuiltInDefinitions fixture) : ValidatorCase(fixture)
{
    private static JsonObject Collection => Json("""
        { "resourceType": "Bundle", "type": "collection", "entry": [
          { "fullUrl": "http://example.org/fhir/Patient/p1", "resource": { "resourceType": "Patient", "id": "p1" } },
          { "fullUrl": "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "resource": { "resourceType": "Patient" } }] }
        """);

    private static JsonObject Search => Json("""
        { "resourceType": "Bundle", "type": "searchset", "link": [{ "relation": "self", "url": "http://example.org/fhir/Patient" }], "entry": [
          { "fullUrl": "http://example.org/fhir/Patient/p1", "resource": { "resourceType": "Patient", "id": "p1" }, "search": { "mode": "match" } }] }
        """);

    private static JsonObject Document => Json("""
        { "resourceType": "Bundle", "type": "document", "identifier": { "system": "urn:ietf:rfc:3986", "value": "urn:uuid:c757873d-ec9a-4326-a141-556f43239520" }, "timestamp": "2020-01-01T00:00:00Z", "entry": [
          { "fullUrl": "http://example.org/fhir/Composition/c1", "resource": { "resourceType": "Composition", "id": "c1", "status": "final", "type": { "text": "x" }, "date": "2020",
            "title": "x", "author": [{ "reference": "Practitioner/d1" }], "section": [{ "title": "y", "entry": [{ "reference": "http://example.org/fhir/Patient/p1" }] }] } },
          { "fullUrl": "http://example.org/fhir/Practitioner/d1", "resource": { "resourceType": "Practitioner", "id": "d1" } },
          { "fullUrl": "http://example.org/fhir/Patient/p1", "resource": { "resourceType": "Patient", "id": "p1" } }] }
        """);

    [Fact]
    public void A_full_URL_is_absolute() => AssertBroken(Collection, bundle => bundle["entry"]![0]!["fullUrl"] = "Patient/p1", "Bundle.entry[0].fullUrl", IssueType.Value);

    [Fact]
    public void A_full_URL_names_the_resource() => AssertBroken(Collection, bundle => bundle["entry"]![0]!["resource"]!["id"] = "p2", "Bundle.entry[0].fullUrl", IssueType.Value);

    [Fact]
    public void A_resource_with_an_id_has_a_full_URL() => AssertBroken(Collection, bundle => bundle["entry"]![0]!.AsObject().Remove("fullUrl"), "Bundle.entry[0].fullUrl", IssueType.Required);

    [Fact]
    public void A_page_has_one_next_page() => AssertBroken(
        Search, bundle => bundle["link"]!.AsArray().Add(Json("""{ "relation": "self", "url": "http://example.org" }""")), "Bundle.link[1].relation", IssueType.Duplicate);

    [Fact]
    public void A_search_result_has_an_id() => AssertBroken(Search, bundle =>
    {
        bundle["entry"]![0]!["resource"]!.AsObject().Remove("id");
        bundle["entry"]![0]!["fullUrl"] = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520";
    }, "Bundle.entry[0].resource", IssueType.Required);

    [Fact]
    public void An_outcome_of_a_search_is_an_OperationOutcome() => AssertBroken(Search, bundle => bundle["entry"]![0]!["search"]!["mode"] = "outcome", "Bundle.entry[0].resource", IssueType.Value);

    [Fact]
    public void A_document_holds_what_its_composition_names()
    {
        AssertBroken(Document, bundle => bundle["entry"]!.AsArray().RemoveAt(2), "Bundle.entry[0].resource.section[0].entry[0].reference", IssueType.NotFound);
        AssertBroken(Document, bundle => bundle["entry"]!.AsArray().RemoveAt(1), "Bundle.entry[0].resource.author[0].reference", IssueType.NotFound);
    }

    [Fact]
    public void A_relative_reference_is_completed_from_its_own_entry() => AssertBroken(
        Document, bundle => bundle["entry"]![0]!["fullUrl"] = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "Bundle.entry[0].resource.author[0].reference", IssueType.NotFound);

    [Fact]
    public void A_reference_to_two_versions_is_ambiguous() => AssertBroken(Document, bundle =>
    {
        bundle["entry"]![2]!["resource"]!["meta"] = Json("""{ "versionId": "1" }""");
        bundle["entry"]!.AsArray().Add(Json("""{ "fullUrl": "http://example.org/fhir/Patient/p1", "resource": { "resourceType": "Patient", "id": "p1", "meta": { "versionId": "2" } } }"""));
    }, "Bundle.entry[0].resource.section[0].entry[0].reference", IssueType.Duplicate);

    [Fact]
    public void A_relative_reference_in_a_Bundle_has_a_type() => AssertBroken(Collection, bundle =>
        bundle["entry"]![1]!["resource"]!["managingOrganization"] = Json("""{ "reference": "o1" }"""), "Bundle.entry[1].resource.managingOrganization.reference", IssueType.Value);
}

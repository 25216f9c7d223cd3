using Tessera.Fhir.Validation;

namespace Tessera.Fhir.Tests.Validation;

public sealed class ExtensionRuleTests
{
    private const string Url = "http://example.org/StructureDefinition/ext";

    private static string On(string place, string url = Url)
    {
        var extension = $$""" "extension": [{ "url": "{{url}}", "valueBoolean": true }] """;
        return place switch
        {
            "Patient" => $$"""{ "resourceType": "Patient", {{extension}} }""",
            "Patient.name" => $$"""{ "resourceType": "Patient", "name": [{ "family": "A", {{extension}} }] }""",
            "Patient.birthDate" => $$"""{ "resourceType": "Patient", "birthDate": "1970", "_birthDate": { {{extension}} } }""",
            "Patient.contact" => $$"""{ "resourceType": "Patient", "contact": [{ "name": { "family": "B" }, {{extension}} }] }""",
            "Patient.contact.name" => $$"""{ "resourceType": "Patient", "contact": [{ "name": { "family": "A", {{extension}} } }] }""",
            _ => $$"""{ "resourceType": "Basic", "code": { "text": "x" }, {{extension}} }""",
        };
    }

    [Theory]
    [InlineData("Element", "Patient.birthDate", true)]
    [InlineData("Patient", "Patient", true)]
    [InlineData("Patient", "Basic", false)]
    [InlineData("Patient", "Patient.name", false)]
    [InlineData("DomainResource", "Basic", true)]
    [InlineData("HumanName", "Patient.contact.name", true)]
    [InlineData("Patient.name", "Patient.name", true)]
    [InlineData("Patient.name", "Patient.contact.name", false)]
    [InlineData("Patient.contact", "Patient.contact", true)]
    [InlineData("BackboneElement", "Patient.contact", true)]
    [InlineData("Patient.birthDate", "Patient.birthDate", true)]
    [InlineData("date", "Patient.birthDate", true)]
    [InlineData("HumanName", "Patient.birthDate", false)]
    [InlineData("TypeOfALaterVersion", "Patient", true)]
    public void An_extension_stands_where_its_definition_has_it(string context, string place, bool isAllowed)
    {
        var test = new ProfileCase(ProfileCase.Extension(Url, $$"""{ "type": "element", "expression": "{{context}}" }"""));
        Assert.Equal(isAllowed, test.Errors(On(place)).Length == 0);
    }

    [Fact]
    public void A_context_may_be_a_path_that_selects_elements()
    {
        var test = new ProfileCase(ProfileCase.Extension(Url, """{ "type": "fhirpath", "expression": "Patient.name.where(family = 'A')" }"""));
        Assert.Empty(test.Errors(On("Patient.name")));
        Assert.Equal(["Patient.name[0].extension[0] Extension"], test.Errors(On("Patient.name").Replace("\"A\"", "\"B\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_extension_may_ask_for_more_of_its_element()
    {
        var test = new ProfileCase(ProfileCase.Extension(Url, """{ "type": "element", "expression": "Patient" }""", "\"contextInvariant\": [\"gender.exists()\"],"));
        Assert.Equal(["Patient.extension[0] Extension"], test.Errors(On("Patient")));
        Assert.Empty(test.Errors(On("Patient").Replace("\"extension\"", "\"gender\": \"male\", \"extension\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ext")]
    [InlineData("http://hl7.org/fhir/StructureDefinition/no-such-extension")]
    [InlineData("http://example.org/StructureDefinition/ext|1.0")]
    [InlineData("http://hl7.org/fhir/StructureDefinition/Patient")]
    public void An_extension_is_named_by_the_URL_of_its_definition(string url) =>
        Assert.Contains("Patient.extension[0].url Extension", new ProfileCase(ProfileCase.Extension(Url, """{ "type": "element", "expression": "Element" }""")).Errors(On("Patient", url)));

    [Fact]
    public void An_extension_of_an_unknown_package_is_no_fault() =>
        Assert.Equal(Verdict.Valid, new ProfileCase(ProfileCase.Extension(Url, """{ "type": "element", "expression": "Element" }""")).Validate(On("Patient", "http://elsewhere.example/x")).Verdict);

    [Fact]
    public void What_changes_no_meaning_is_no_modifier()
    {
        var test = new ProfileCase(ProfileCase.Extension(Url, """{ "type": "element", "expression": "Element" }"""));
        Assert.Equal(["Patient.modifierExtension[0] Extension"], test.Errors(On("Patient").Replace("extension", "modifierExtension", StringComparison.Ordinal)));
    }
}

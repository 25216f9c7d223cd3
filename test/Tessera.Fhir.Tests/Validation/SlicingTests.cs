namespace Tessera.Fhir.Tests.Validation;

public sealed class SlicingTests
{
    private static string Telecom(string rules, string ordered = "false") => $$"""
        { "id": "Patient.telecom", "path": "Patient.telecom", "slicing": { "discriminator": [{ "type": "value", "path": "system" }], "rules": "{{rules}}", "ordered": {{ordered}} } },
        { "id": "Patient.telecom:phone", "path": "Patient.telecom", "sliceName": "phone", "min": 1, "max": "2" },
        { "id": "Patient.telecom:phone.system", "path": "Patient.telecom.system", "min": 1, "fixedCode": "phone" },
        { "id": "Patient.telecom:email", "path": "Patient.telecom", "sliceName": "email", "max": "1" },
        { "id": "Patient.telecom:email.system", "path": "Patient.telecom.system", "min": 1, "fixedCode": "email" }
        """;

    private static string Patient(params string[] systems) =>
        $$"""{ "resourceType": "Patient", "telecom": [{{string.Join(",", systems.Select(system => $$"""{ "system": "{{system}}", "value": "1" }"""))}}] }""";

    [Fact]
    public void Slices_told_apart_by_a_value_are_counted()
    {
        var test = new ProfileCase(ProfileCase.Of("Patient", Telecom("open")));
        Assert.Empty(test.Errors(Patient("phone", "fax", "email"), ProfileCase.Profile));
        Assert.Equal(["Patient.telecom Required"], test.Errors(Patient("email"), ProfileCase.Profile));
        Assert.Equal(["Patient.telecom Structure"], test.Errors(Patient("phone", "email", "email"), ProfileCase.Profile));
    }

    [Fact]
    public void A_closed_slicing_has_no_others() =>
        Assert.Equal(["Patient.telecom[1] Structure"], new ProfileCase(ProfileCase.Of("Patient", Telecom("closed"))).Errors(Patient("phone", "fax"), ProfileCase.Profile));

    [Fact]
    public void Ordered_slices_keep_their_order() =>
        Assert.Equal(["Patient.telecom[1] Structure"], new ProfileCase(ProfileCase.Of("Patient", Telecom("open", "true"))).Errors(Patient("email", "phone"), ProfileCase.Profile));

    [Fact]
    public void Others_come_last_where_the_slicing_is_open_at_its_end()
    {
        var test = new ProfileCase(ProfileCase.Of("Patient", Telecom("openAtEnd")));
        Assert.Empty(test.Errors(Patient("phone", "fax"), ProfileCase.Profile));
        Assert.Equal(["Patient.telecom[1] Structure"], test.Errors(Patient("fax", "phone"), ProfileCase.Profile));
    }

    [Fact]
    public void A_slice_may_be_told_by_what_it_forbids()
    {
        var test = new ProfileCase(ProfileCase.Of("Patient", """
            { "id": "Patient.telecom", "path": "Patient.telecom", "slicing": { "discriminator": [{ "type": "value", "path": "system" }, { "type": "value", "path": "use" }], "rules": "closed" } },
            { "id": "Patient.telecom:home", "path": "Patient.telecom", "sliceName": "home" },
            { "id": "Patient.telecom:home.system", "path": "Patient.telecom.system", "min": 1, "fixedCode": "phone" },
            { "id": "Patient.telecom:home.use", "path": "Patient.telecom.use", "min": 1, "fixedCode": "home" },
            { "id": "Patient.telecom:plain", "path": "Patient.telecom", "sliceName": "plain" },
            { "id": "Patient.telecom:plain.system", "path": "Patient.telecom.system", "min": 1, "fixedCode": "email" },
            { "id": "Patient.telecom:plain.use", "path": "Patient.telecom.use", "max": "0" }
            """));
        Assert.Empty(test.Errors("""{ "resourceType": "Patient", "telecom": [{ "system": "email", "value": "a" }, { "system": "phone", "use": "home", "value": "1" }] }""", ProfileCase.Profile));
        Assert.Equal(["Patient.telecom[0] Structure"], test.Errors("""{ "resourceType": "Patient", "telecom": [{ "system": "email", "use": "home", "value": "a" }] }""", ProfileCase.Profile));
    }

    [Fact]
    public void Slices_of_a_slice_are_counted()
    {
        var test = new ProfileCase(ProfileCase.Of("Patient", """
            { "id": "Patient.telecom", "path": "Patient.telecom", "slicing": { "discriminator": [{ "type": "value", "path": "system" }], "rules": "open" } },
            { "id": "Patient.telecom:phone", "path": "Patient.telecom", "sliceName": "phone", "slicing": { "discriminator": [{ "type": "value", "path": "use" }], "rules": "open" } },
            { "id": "Patient.telecom:phone.system", "path": "Patient.telecom.system", "min": 1, "fixedCode": "phone" },
            { "id": "Patient.telecom:phone/home", "path": "Patient.telecom", "sliceName": "phone/home", "max": "1" },
            { "id": "Patient.telecom:phone/home.system", "path": "Patient.telecom.system", "min": 1, "fixedCode": "phone" },
            { "id": "Patient.telecom:phone/home.use", "path": "Patient.telecom.use", "min": 1, "fixedCode": "home" }
            """));
        const string Home = """{ "system": "phone", "use": "home", "value": "1" }""";
        Assert.Empty(test.Errors($$"""{ "resourceType": "Patient", "telecom": [{{Home}}, { "system": "phone", "use": "work", "value": "1" }] }""", ProfileCase.Profile));
        Assert.Equal(["Patient.telecom Structure"], test.Errors($$"""{ "resourceType": "Patient", "telecom": [{{Home}}, {{Home}}] }""", ProfileCase.Profile));
    }

    [Fact]
    public void Entries_are_told_apart_by_the_type_of_their_resource()
    {
        var test = new ProfileCase(ProfileCase.Of("Bundle", """
            { "id": "Bundle.entry", "path": "Bundle.entry", "slicing": { "discriminator": [{ "type": "type", "path": "resource" }], "rules": "open" } },
            { "id": "Bundle.entry:people", "path": "Bundle.entry", "sliceName": "people", "max": "1" },
            { "id": "Bundle.entry:people.resource", "path": "Bundle.entry.resource", "min": 1, "type": [{ "code": "Patient" }, { "code": "Person" }] }
            """));
        static string Bundle(params string[] types) =>
            $$"""{ "resourceType": "Bundle", "type": "transaction", "entry": [{{string.Join(",", types.Select((type, i) => $$"""{ "fullUrl": "urn:uuid:00000000-0000-0000-0000-00000000000{{i}}", "resource": { "resourceType": "{{type}}" }, "request": { "method": "POST", "url": "{{type}}" } }"""))}}] }""";
        Assert.Empty(test.Errors(Bundle("Person", "Device"), ProfileCase.Profile));
        Assert.Equal(["Bundle.entry Structure"], test.Errors(Bundle("Person", "Patient"), ProfileCase.Profile));
    }

    [Fact]
    public void References_are_told_apart_by_the_profile_of_their_target()
    {
        var test = new ProfileCase(
            ProfileCase.Of("Patient", """{ "id": "Patient.name", "path": "Patient.name", "min": 1 }""", "http://example.org/StructureDefinition/named"),
            ProfileCase.Of("Group", """
                { "id": "Group.member", "path": "Group.member", "slicing": { "discriminator": [{ "type": "profile", "path": "entity.resolve()" }], "rules": "open" } },
                { "id": "Group.member:named", "path": "Group.member", "sliceName": "named", "min": 1 },
                { "id": "Group.member:named.entity", "path": "Group.member.entity", "type": [{ "code": "Reference", "targetProfile": ["http://example.org/StructureDefinition/named"] }] }
                """));
        static string Group(string patient) => $$"""
            { "resourceType": "Group", "type": "person", "actual": true, "contained": [{ "resourceType": "Patient", "id": "p"{{patient}} }], "member": [{ "entity": { "reference": "#p" } }] }
            """;
        Assert.Empty(test.Errors(Group(", \"name\": [{ \"family\": \"A\" }]"), ProfileCase.Profile));
        Assert.Equal(["Group.member Required"], test.Errors(Group(""), ProfileCase.Profile));
    }

    [Fact]
    public void Two_profiles_may_tell_their_slices_apart_by_each_other()
    {
        const string Parent = "http://example.org/StructureDefinition/parent", Part = "http://example.org/StructureDefinition/part";
        static string Sliced(string element, string other, int min) => $$"""
            { "id": "Observation.{{element}}", "path": "Observation.{{element}}", "slicing": { "discriminator": [{ "type": "profile", "path": "resolve()" }, { "type": "value", "path": "resolve().code" }], "rules": "open" } },
            { "id": "Observation.{{element}}:other", "path": "Observation.{{element}}", "sliceName": "other", "min": {{min}}, "type": [{ "code": "Reference", "targetProfile": ["{{other}}"] }] }
            """;
        static string Code(string code) => $$"""{ "id": "Observation.code", "path": "Observation.code", "patternCodeableConcept": { "text": "{{code}}" } },""";
        var test = new ProfileCase(
            ProfileCase.Of("Observation", Code("parent") + Sliced("hasMember", Part, 1), Parent),
            ProfileCase.Of("Observation", Code("part") + Sliced("derivedFrom", Parent, 1), Part));
        static string Bundle(string part) => $$"""
            { "resourceType": "Bundle", "type": "collection", "entry": [
              { "fullUrl": "http://example.org/Observation/1", "resource": { "resourceType": "Observation", "id": "1", "meta": { "profile": ["{{Parent}}"] }, "status": "final", "code": { "text": "parent" }, "hasMember": [{ "reference": "Observation/2" }] } },
              { "fullUrl": "http://example.org/Observation/2", "resource": { "resourceType": "Observation", "id": "2", "status": "final", "code": { "text": "{{part}}" }, "derivedFrom": [{ "reference": "Observation/1" }] } }] }
            """;
        Assert.Empty(test.Errors(Bundle("part")));
        Assert.Equal(["Bundle.entry[0].resource.hasMember Required"], test.Errors(Bundle("else")));
    }

    [Fact]
    public void Profiles_that_ask_for_each_other_without_end_are_answered()
    {
        const string One = "http://example.org/StructureDefinition/one", Two = "http://example.org/StructureDefinition/two";
        static string Asks(string other) => $$"""{ "id": "Patient", "path": "Patient", "constraint": [{ "key": "c-1", "severity": "error", "human": "Is the other too.", "expression": "conformsTo('{{other}}') and conformsTo('{{One}}')" }] }""";
        var test = new ProfileCase(ProfileCase.Of("Patient", Asks(Two), One), ProfileCase.Of("Patient", Asks(One), Two));
        Assert.DoesNotContain(test.Validate("""{ "resourceType": "Patient", "active": true }""", One, Two).Issues, issue => issue.Severity > IssueSeverity.Information);
    }

    [Fact]
    public void What_a_profile_says_of_a_part_does_not_hold_for_another_with_the_same_content()
    {
        var test = new ProfileCase(ProfileCase.Of("Parameters", """
            { "id": "Parameters.parameter.name", "path": "Parameters.parameter.name", "patternString": "outer" },
            { "id": "Parameters.parameter.part", "path": "Parameters.parameter.part", "min": 1 },
            { "id": "Parameters.parameter.part.name", "path": "Parameters.parameter.part.name", "patternString": "inner" }
            """));
        Assert.Empty(test.Errors("""{ "resourceType": "Parameters", "parameter": [{ "name": "outer", "part": [{ "name": "inner", "valueString": "x" }] }] }""", ProfileCase.Profile));
        Assert.Equal(["Parameters.parameter[0].part[0].name Value"], test.Errors("""{ "resourceType": "Parameters", "parameter": [{ "name": "outer", "part": [{ "name": "outer", "valueString": "x" }] }] }""", ProfileCase.Profile));
    }

    [Theory]
    [InlineData("1.5", "kg", true)]
    [InlineData("1500", "g", true)]
    [InlineData("999", "g", false)]
    [InlineData("2001", "g", false)]
    public void A_bound_on_a_quantity_holds_in_any_unit(string value, string unit, bool isValid)
    {
        var test = new ProfileCase(ProfileCase.Of("Observation", """
            { "id": "Observation.value[x]", "path": "Observation.value[x]", "type": [{ "code": "Quantity" }],
              "minValueQuantity": { "value": 1, "system": "http://unitsofmeasure.org", "code": "kg" }, "maxValueQuantity": { "value": 2, "system": "http://unitsofmeasure.org", "code": "kg" } }
            """));
        var errors = test.Errors($$"""{ "resourceType": "Observation", "status": "final", "code": { "text": "x" }, "valueQuantity": { "value": {{value}}, "system": "http://unitsofmeasure.org", "code": "{{unit}}" } }""", ProfileCase.Profile);
        Assert.Equal(isValid ? [] : ["Observation.value Value"], errors);
    }
}

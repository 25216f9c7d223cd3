using System.Text.Json;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Tests.Definitions;

using static Differentials;

public sealed class SnapshotTests
{
    private static string[] Ids(StructureDefinition profile, string below) => profile.Elements.Select(element => element.Id).Where(id => id.StartsWith(below, StringComparison.Ordinal)).ToArray();

    private static ElementDefinition At(StructureDefinition profile, string id) => profile.Elements.Single(element => element.Id == id);

    [Fact]
    public void What_a_differential_does_not_mention_is_inherited()
    {
        var profile = Snapshot("Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}""");
        var patient = Profiles.FindStructure("http://hl7.org/fhir/StructureDefinition/Patient")!;
        Assert.Equal(patient.Elements.Select(element => element.Id), profile.Elements.Select(element => element.Id));
        Assert.Equal((1, 1, "date"), (At(profile, "Patient.birthDate").Min, At(profile, "Patient.birthDate").Max, At(profile, "Patient.birthDate").Types[0].Code));
        Assert.True(At(profile, "Patient.name").IsList);
        Assert.Equal(At(patient, "Patient").Constraints, At(profile, "Patient").Constraints);
    }

    [Fact]
    public void Constraints_are_added_to_those_inherited_and_cannot_replace_them()
    {
        var profile = Snapshot("Patient", """
            {"id":"Patient.contact","path":"Patient.contact","constraint":[
              {"key":"pat-1","severity":"warning","human":"weaker","expression":"true"},{"key":"new-1","severity":"error","human":"new","expression":"name.exists()"}]}
            """);
        var constraints = At(profile, "Patient.contact").Constraints;
        Assert.True(constraints.Single(constraint => constraint.Key == "pat-1").IsError);
        Assert.Contains(constraints, constraint => constraint.Key == "new-1");
        Assert.Contains(constraints, constraint => constraint.Key == "ele-1");
    }

    [Fact]
    public void A_text_that_begins_with_dots_continues_the_inherited_one() =>
        Assert.EndsWith("\r\n, as told", At(Snapshot("Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","short":"..., as told"}"""), "Patient.birthDate").Short);

    [Fact]
    public void A_binding_that_changes_its_strength_keeps_its_value_set() => Assert.Equal(
        new ElementBinding(BindingStrength.Required, "http://hl7.org/fhir/ValueSet/marital-status", null),
        At(Snapshot("Patient", """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"required"}}"""), "Patient.maritalStatus").Binding);

    [Fact]
    public void Parts_of_a_type_are_written_out_where_one_is_constrained()
    {
        var profile = Snapshot("Patient", """{"id":"Patient.name.family","path":"Patient.name.family","min":1}""");
        Assert.Equal(["use", "text", "family", "given", "prefix", "suffix", "period"], Ids(profile, "Patient.name.").Select(id => id["Patient.name.".Length..]).Skip(2));
        Assert.Equal(1, At(profile, "Patient.name.family").Min);
        Assert.True(At(profile, "Patient.name.given").IsList);
        Assert.Empty(Ids(profile, "Patient.address."));
    }

    [Fact]
    public void One_type_of_a_choice_is_a_slice()
    {
        var profile = Snapshot("Observation", """{"path":"Observation.valueQuantity","id":"Observation.valueQuantity"}""", """{"path":"Observation.valueQuantity.code","id":"Observation.valueQuantity.code","min":1}""");
        var slice = At(profile, "Observation.value[x]:valueQuantity");
        Assert.Equal(("Observation.value[x]", "valueQuantity", "Quantity"), (slice.Path, slice.SliceName, Assert.Single(slice.Types).Code));
        Assert.Equal(1, At(profile, "Observation.value[x]:valueQuantity.code").Min);
        Assert.Equal(11, At(profile, "Observation.value[x]").Types.Count);
        Assert.Equal(("open", "type"), (At(profile, "Observation.value[x]").Slicing!.Rules, At(profile, "Observation.value[x]").Slicing!.Discriminators[0].Type));
    }

    [Fact]
    public void A_single_value_whose_slice_is_required_has_no_other_type()
    {
        var profile = Snapshot("Observation", """{"path":"Observation.valueQuantity","min":1}""");
        Assert.Equal((1, "closed"), (At(profile, "Observation.value[x]").Min, At(profile, "Observation.value[x]").Slicing!.Rules));
        Assert.Equal("Quantity", Assert.Single(At(profile, "Observation.value[x]").Types).Code);
    }

    [Fact]
    public void A_slice_inherits_what_its_element_demands_and_need_not_occur()
    {
        var profile = Snapshot("Patient",
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"},"min":1,"short":"the whole"}""",
            """{"id":"Patient.identifier.system","path":"Patient.identifier.system","min":1}""",
            """{"id":"Patient.identifier:mrn","path":"Patient.identifier","sliceName":"mrn","max":"1"}""",
            """{"id":"Patient.identifier:mrn.value","path":"Patient.identifier.value","min":1}""");
        Assert.Equal((0, 1), (At(profile, "Patient.identifier:mrn").Min, At(profile, "Patient.identifier:mrn").Max));
        Assert.NotEqual("the whole", At(profile, "Patient.identifier:mrn").Short);
        Assert.Null(At(profile, "Patient.identifier:mrn").Slicing);
        Assert.Equal((1, 1), (At(profile, "Patient.identifier:mrn.system").Min, At(profile, "Patient.identifier:mrn.value").Min));
        Assert.Equal(0, At(profile, "Patient.identifier.value").Min);
    }

    [Fact]
    public void A_slice_of_a_slice_stands_behind_it_and_inherits_from_it()
    {
        var profile = Snapshot("Patient",
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""",
            """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","max":"3"}""",
            """{"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b"}""",
            """{"id":"Patient.identifier:a/x","path":"Patient.identifier","sliceName":"a/x"}""");
        Assert.Equal(["Patient.identifier:a", "Patient.identifier:a/x", "Patient.identifier:b"], Ids(profile, "Patient.identifier:"));
        Assert.Equal(3, At(profile, "Patient.identifier:a/x").Max);
    }

    [Fact]
    public void A_profile_goes_on_where_its_base_has_sliced()
    {
        var definitions = Open(
            Profile("first", "Observation", null, """{"id":"Observation.component","path":"Observation.component","slicing":{"discriminator":[{"type":"pattern","path":"code"}],"rules":"open"}}""",
                """{"id":"Observation.component:one","path":"Observation.component","sliceName":"one","min":1}"""),
            Profile("second", "Observation", "http://example.org/StructureDefinition/first",
                """{"id":"Observation.component:one.value[x]","path":"Observation.component.value[x]","min":1}""", """{"id":"Observation.component:two","path":"Observation.component","sliceName":"two"}"""));
        var profile = definitions.FindStructure("http://example.org/StructureDefinition/second")!;
        Assert.Null(profile.SnapshotIssue);
        Assert.Equal((1, 1, 0), (At(profile, "Observation.component:one").Min, At(profile, "Observation.component:one.value[x]").Min, At(profile, "Observation.component:two.value[x]").Min));
    }

    [Fact]
    public void Extensions_are_sliced_by_url_without_saying_so_and_bring_their_words()
    {
        var profile = Snapshot("Patient", """
            {"id":"Patient.extension:sex","path":"Patient.extension","sliceName":"sex","type":[{"code":"Extension","profile":["http://hl7.org/fhir/StructureDefinition/patient-religion"]}]}
            """);
        Assert.Equal(("value", "url"), (At(profile, "Patient.extension").Slicing!.Discriminators[0].Type, At(profile, "Patient.extension").Slicing!.Discriminators[0].Path));
        Assert.Equal("The patient's professed religious affiliations", At(profile, "Patient.extension:sex").Short);
    }

    [Fact]
    public void Parts_of_an_extension_are_those_of_its_definition()
    {
        var profile = Snapshot("Patient",
            """{"path":"Patient.extension","sliceName":"nation","type":[{"code":"Extension","profile":["http://hl7.org/fhir/StructureDefinition/patient-nationality"]}]}""",
            """{"path":"Patient.extension.extension","sliceName":"code","min":1}""");
        Assert.Equal(1, At(profile, "Patient.extension:nation.extension:code").Min);
        Assert.Contains("Patient.extension:nation.extension:code.value[x]", Ids(profile, "Patient.extension:nation"));
    }

    [Fact]
    public void Parts_of_a_content_reference_are_those_of_its_target()
    {
        var profile = Snapshot("Observation", """{"id":"Observation.referenceRange.high","path":"Observation.referenceRange.high","min":1}""", """{"id":"Observation.component.referenceRange.text","path":"Observation.component.referenceRange.text","min":1}""");
        Assert.Equal(0, At(profile, "Observation.component.referenceRange.high").Min);
        Assert.Equal(1, At(profile, "Observation.component.referenceRange.text").Min);
        Assert.Equal(0, At(profile, "Observation.referenceRange.text").Min);
        Assert.Null(At(profile, "Observation.component.referenceRange").ContentReference);
    }

    [Fact]
    public void Elements_without_ids_continue_from_those_before()
    {
        var profile = Snapshot("Observation",
            """{"path":"Observation.component","slicing":{"discriminator":[{"type":"pattern","path":"code"}],"rules":"open"}}""",
            """{"path":"Observation.component","sliceName":"one"}""",
            """{"path":"Observation.component.code","min":1,"patternCodeableConcept":{"text":"one"}}""",
            """{"path":"Observation.component","sliceName":"two"}""",
            """{"path":"Observation.component.code","patternCodeableConcept":{"text":"two"}}""");
        Assert.Contains("one", System.Text.Encoding.UTF8.GetString(At(profile, "Observation.component:one.code").Pattern.Span), StringComparison.Ordinal);
        Assert.Contains("two", System.Text.Encoding.UTF8.GetString(At(profile, "Observation.component:two.code").Pattern.Span), StringComparison.Ordinal);
        Assert.True(At(profile, "Observation.component.code").Pattern.IsEmpty);
    }

    [Fact]
    public void A_fixed_value_replaces_a_fixed_value_of_the_base()
    {
        var definitions = Open(
            Profile("first", "Observation", null, """{"path":"Observation.status","patternCode":"final"}"""),
            Profile("second", "Observation", "http://example.org/StructureDefinition/first", """{"path":"Observation.status","patternCode":"amended"}"""));
        Assert.Equal("\"amended\"", System.Text.Encoding.UTF8.GetString(At(definitions.FindStructure("http://example.org/StructureDefinition/second")!, "Observation.status").Pattern.Span));
    }

    [Fact]
    public void A_type_that_specialises_another_adds_elements()
    {
        var json = JsonDocument.Parse("""
            {"resourceType":"StructureDefinition","url":"http://example.org/StructureDefinition/Plan","name":"Plan","kind":"resource","type":"Plan","abstract":false,"derivation":"specialization",
             "baseDefinition":"http://hl7.org/fhir/StructureDefinition/DomainResource","differential":{"element":[
               {"id":"Plan","path":"Plan","short":"A plan"},{"id":"Plan.goal","path":"Plan.goal","min":1,"max":"*","type":[{"code":"BackboneElement"}]},
               {"id":"Plan.goal.text","path":"Plan.goal.text","min":0,"max":"1","type":[{"code":"string"}]}]}}
            """).RootElement;
        var plan = Open(json).FindStructure("http://example.org/StructureDefinition/Plan")!;
        Assert.Null(plan.SnapshotIssue);
        Assert.Equal(["Plan", "Plan.id", "Plan.meta"], plan.Elements.Take(3).Select(element => element.Id));
        Assert.Contains("Plan.goal.modifierExtension", Ids(plan, "Plan.goal"));
        Assert.True(At(plan, "Plan.goal").IsList);
        Assert.Equal("Plan.goal.text", plan.Elements[^1].Id);
    }
}

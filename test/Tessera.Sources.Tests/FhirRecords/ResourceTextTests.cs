using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Fhir.Json;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Tests.FhirApi;

namespace Tessera.Sources.Tests.FhirRecords;

/// <summary>A resource in cells that people can correct.</summary>
public sealed class ResourceTextTests(BuiltInDefinitions built)
{
    private const string Result =
        """{"resourceType":"Observation","id":"o1","meta":{"versionId":"3","lastUpdated":"2024-01-01T00:00:00Z"},"code":{"coding":[{"system":"http://loinc.org","code":"2857-1"},{"code":"psa"}]},"valueQuantity":{"value":4.50,"unit":"ng/mL"},"note":[{"text":"one"},{"text":"two"}]}""";

    [Fact]
    public void Values_are_cells_named_by_their_place_and_the_stamps_of_a_copy_are_none() => Assert.Equal(
        [
            ("Observation.id", "o1"), ("Observation.code.coding[0].system", "http://loinc.org"), ("Observation.code.coding[0].code", "2857-1"), ("Observation.code.coding[1].code", "psa"),
            ("Observation.valueQuantity.value", "4.50"), ("Observation.valueQuantity.unit", "ng/mL"), ("Observation.note[0].text", "one"), ("Observation.note[1].text", "two"),
        ],
        Text(Result).All().Select(cell => (cell.Column, cell.Value)));

    [Fact]
    public void A_corrected_value_is_of_the_kind_that_it_was_and_all_others_keep_their_digits()
    {
        var json = Corrected(Result, ("Observation.code.coding[1].code", "PSA"));
        Assert.Contains("\"code\":\"PSA\"", json, StringComparison.Ordinal);
        Assert.Contains("4.50", json, StringComparison.Ordinal);
        Assert.Contains("\"value\":5.0}", Corrected(Result, ("Observation.valueQuantity.value", "5.0"), ("Observation.valueQuantity.unit", "")), StringComparison.Ordinal);
        Assert.Contains("\"value\":\"five\"", Corrected(Result, ("Observation.valueQuantity.value", "five")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_emptied_value_goes_with_what_is_empty_then_and_others_keep_their_places()
    {
        var json = Corrected(Result, ("Observation.note[0].text", ""), ("Observation.note[1].text", "second"), ("Observation.valueQuantity.value", ""), ("Observation.valueQuantity.unit", ""));
        Assert.Contains("\"note\":[{\"text\":\"second\"}]", json, StringComparison.Ordinal);
        Assert.DoesNotContain("valueQuantity", json, StringComparison.Ordinal);
        var again = Text(Result).With([new SourceCell("Observation.id", "")]);
        Assert.Contains(new SourceCell("Observation.id", ""), again.All());
    }

    [Fact]
    public void The_item_of_a_list_with_extensions_leaves_its_place_empty()
    {
        var json = Corrected("""{"resourceType":"Patient","id":"p","name":[{"given":["A","B"],"_given":[null,{"id":"x"}]}]}""", ("Patient.name[0].given[0]", ""));
        Assert.Contains("\"given\":[null,\"B\"]", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Observation.status", "Observation.status")]
    [InlineData("Observation.subject", "Observation.subject.reference")]
    [InlineData("Observation.category", "Observation.category[0].coding[0].system", "Observation.category[0].coding[0].code", "Observation.category[0].text")]
    [InlineData("Observation.component[0].code", "Observation.component[0].code.coding[0].system", "Observation.component[0].code.coding[0].code", "Observation.component[0].code.text")]
    [InlineData("Observation.note[0].text")]
    [InlineData("Observation.value")] // which it has
    [InlineData("Observation.effective", "Observation.effectiveDateTime", "Observation.effectivePeriod.start", "Observation.effectivePeriod.end", "Observation.effectiveInstant")]
    [InlineData("Observation.component[0].value.code")]
    [InlineData("Observation.bodySite.text", "Observation.bodySite.text")]
    [InlineData("Observation.unheardOf")]
    [InlineData("Observation.code.where(system='x')")]
    public void What_a_problem_misses_is_offered_empty_with_every_type_of_a_choice(string column, params string[] offered)
    {
        var cells = Text(Result).ToMend([new CellProblem(column, "it is missing", "Add it.")]);
        Assert.Equal(offered, cells.Where(cell => cell.Value.Length == 0).Select(cell => cell.Column));
    }

    [Fact]
    public void The_types_of_a_choice_are_offered_side_by_side_and_the_one_filled_in_is_written()
    {
        const string order = """{"resourceType":"MedicationRequest","id":"m","dosageInstruction":[{"text":"daily"}]}""";
        Assert.Equal(
            ["MedicationRequest.medicationCodeableConcept.coding[0].system", "MedicationRequest.medicationCodeableConcept.coding[0].code", "MedicationRequest.medicationCodeableConcept.text", "MedicationRequest.medicationReference.reference"],
            Text(order).ToMend([new CellProblem("MedicationRequest.medication", "it is missing", "Add it.")]).Where(cell => cell.Value.Length == 0).Select(cell => cell.Column));
        Assert.EndsWith(""","medicationCodeableConcept":{"text":"letrozole"}}""", Corrected(order, ("MedicationRequest.medicationCodeableConcept.text", "letrozole"), ("MedicationRequest.medicationReference.reference", "")), StringComparison.Ordinal);
        Assert.Contains(new SourceCell("MedicationRequest.dosageInstruction[0].asNeededBoolean", ""), Text(order).ToMend([new CellProblem("dosageInstruction[0].asNeeded", "it is missing", "Add it.")]));
    }

    [Fact]
    public void An_element_that_was_missing_is_written_as_its_type_wants_it()
    {
        var json = Corrected(
            """{"resourceType":"Patient","id":"p","multipleBirthInteger":2}""",
            ("Patient.active", "true"), ("Patient.birthDate", "1950-01-02"), ("Patient.name[0].given[0]", "Ada"), ("Patient.contact[0].organization.reference", "Organization/o"), ("Patient.multipleBirthInteger", "3"));
        Assert.Equal(
            """{"resourceType":"Patient","id":"p","multipleBirthInteger":3,"active":true,"birthDate":"1950-01-02","name":[{"given":["Ada"]}],"contact":[{"organization":{"reference":"Organization/o"}}]}""",
            json);
    }

    [Theory]
    [InlineData("Patient.managingOrganization.reference")]
    [InlineData("Patient.name[0].family")]
    [InlineData("Patient.gender[0]")]
    public void A_value_below_something_else_than_the_element_is_changes_nothing(string path)
    {
        const string wrong = """{"resourceType":"Patient","id":"p","name":{"family":"A"},"gender":"male","managingOrganization":"o"}""";
        Assert.Equal(wrong, Corrected(wrong, (path, "x")));
    }

    [Fact]
    public void A_resource_too_large_for_a_page_has_no_cells()
    {
        Assert.Empty(Text($$"""{"resourceType":"Patient","id":"p","name":[{{string.Join(',', Enumerable.Repeat("""{"family":"A"}""", 600))}}]}""").All());
        Assert.Empty(Text($$"""{"resourceType":"Patient","id":"p","name":[{"family":"{{new string('A', 5000)}}"}]}""").ToMend([new CellProblem("Patient.gender", "", "")]));
    }

    [Fact]
    public void Correcting_any_value_and_correcting_it_back_gives_the_same_values() => Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var text = Text((random.Next(3) switch { 0 => Patients.Patient("p1", seed), 1 => Patients.Condition("c1", "p1", "C50.9", seed), _ => Patients.Medicine("m1", "p1", "c1", seed) }).ToJsonString());
        var cells = text.All();
        var (column, value) = cells[random.Next(cells.Count)];
        var changed = text.With([new SourceCell(column, value + "1")]);
        Assert.Equal(cells.Select(cell => cell.Column == column ? value + "1" : cell.Value), changed.All().Select(cell => cell.Value));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text.Document.Bytes.Span), JsonNode.Parse(changed.With([new SourceCell(column, value)]).Document.Bytes.Span)));
    }).Check(Seeded.Config);

    private ResourceText Text(string json) => new(FhirDocument.Parse(json, built.Definitions.Names), built.Definitions);

    private string Corrected(string json, params (string Path, string Value)[] cells) =>
        Encoding.UTF8.GetString(Text(json).With([.. cells.Select(cell => new SourceCell(cell.Path, cell.Value))]).Document.Bytes.Span);
}

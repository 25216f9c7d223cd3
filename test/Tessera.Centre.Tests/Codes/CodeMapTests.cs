using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;
using static Tessera.Centre.CodedCentre;

namespace Tessera.Centre;

public sealed class CodeMapTests(BuiltInDefinitions definitions)
{
    private const string Local = """{"coding":[{"system":"http://centre.example/severity","code":"S3","display":"schwer"}]}""";

    [Fact]
    public async Task Texts_and_local_codes_are_listed_by_the_patients_who_have_them()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Patient("b"), Condition("1", "a", """{"text":"Schwer"}"""), Condition("2", "a", """{"text":"schwer "}"""), Condition("3", "b", """{"text":"schwer"}"""), Condition("4", "b", Local));
        Assert.Equal(
            ["registry: Condition.severity |Schwer 2/3 Text", "registry: Condition.severity http://centre.example/severity|S3 1/1 LocalCode"],
            await centre.Node.Unmapped());
    }

    [Fact]
    public async Task A_public_code_outside_of_the_value_set_is_listed_and_one_inside_is_not()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", """{"coding":[{"system":"http://snomed.info/sct","code":"24484000"}]}"""), Condition("2", "a", """{"coding":[{"system":"http://snomed.info/sct","code":"1"}]}"""));
        Assert.Equal(["registry: Condition.severity http://snomed.info/sct|1 1/1 OutsideValueSet"], await centre.Node.Unmapped());
    }

    [Fact]
    public async Task A_component_of_a_profile_is_an_element_of_its_own()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        const string Variant = """{"resourceType":"Observation","id":"v","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-genomic-variant"]},"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"69548-6"}]},"subject":{"reference":"Patient/a"},"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"48002-0"}]},"valueCodeableConcept":{"text":"somatisch"}}]}""";
        await Put(centre, Patient("a"), Variant);
        await centre.Node.Projector.CatchUp(CancellationToken.None);
        var code = Assert.Single(centre.Node.Codes.Unmapped.All(), one => one.Key.Value == "somatisch");
        Assert.Equal(("Observation.component:genomic-source-class.value", "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-genomic-variant"), (code.Key.Path, code.Key.Profile));
        Assert.NotNull(code.ValueSet);
    }

    [Fact]
    public async Task A_text_in_an_extension_has_the_binding_of_the_extension()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), """{"resourceType":"Condition","id":"c","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"bodySite":[{"extension":[{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier","valueCodeableConcept":{"text":"links"}}],"coding":[{"system":"http://snomed.info/sct","code":"76752008"}]}],"subject":{"reference":"Patient/a"}}""");
        var code = await centre.Node.Code("links");
        Assert.Contains("mcode-laterality-qualifier", code.Key.Path, StringComparison.Ordinal);
        Assert.EndsWith("laterality-qualifier-vs", code.ValueSet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_map_applies_to_what_was_read_before_and_names_itself()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", """{"text":"schwer"}"""), Condition("2", "a", Local));
        await centre.Node.Decide("schwer", CodeAction.Accept, Severe);
        await centre.Node.Decide("S3", CodeAction.Accept, Severe);
        Assert.Equal(2, await centre.Node.Settle());
        Assert.Contains("""{"coding":[{"id":"map.severity-condition-registry.v1","system":"http://snomed.info/sct","code":"24484000","display":"Severe"}],"text":"schwer"}""", await centre.Node.Text("Condition", "1"), StringComparison.Ordinal);
        Assert.Contains("""{"coding":[{"system":"http://centre.example/severity","code":"S3","display":"schwer"},{"id":"map.severity-condition-severity.v1","system":"http://snomed.info/sct","code":"24484000","display":"Severe"}]}""", await centre.Node.Text("Condition", "2"), StringComparison.Ordinal);
        Assert.Empty(centre.Node.ListedCodes());
        Assert.Equal(("severity-condition-registry", 1), CodeMapIndex.Origin("map.severity-condition-registry.v1.2"));
        Assert.Equal(0, await centre.Node.Settle());
    }

    [Fact]
    public async Task Where_a_mapped_resource_came_from_stays_known()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", """{"text":"schwer"}"""));
        await centre.Node.Decide("schwer", CodeAction.Accept, Severe);
        await centre.Node.Settle();
        var origin = Assert.Single(await centre.Node.Store.Origins(Access.Everything, "Condition", "1", CancellationToken.None));
        Assert.Equal(("registry", "rows.csv", 3), (origin.Source, origin.File, origin.Row));
    }

    [Fact]
    public async Task A_code_of_a_system_is_listed_once_with_its_sources_and_decided_for_all_of_them()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", Local));
        await centre.Node.Import("clinic", Patient("b"), Condition("2", "a", Local), Condition("3", "b", Local));
        Assert.Equal(["clinic+registry: Condition.severity http://centre.example/severity|S3 2/3 LocalCode"], await centre.Node.Unmapped());
        Assert.Single(centre.Node.Codes.Unmapped.List(new UnmappedFilter { Source = "registry" }));
        await centre.Node.Decide("S3", CodeAction.Accept, Severe);
        Assert.Equal(3, await centre.Node.Settle());
        Assert.Empty(centre.Node.ListedCodes());
        await centre.Node.Decide("S3", CodeAction.Undo);
        Assert.Equal(3, await centre.Node.Settle());
    }

    [Fact]
    public async Task A_code_that_a_map_added_says_which_version_it_is_from_and_so_does_the_Provenance()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", """{"text":"schwer"}"""), Condition("2", "a", Local));
        await centre.Node.Decide("schwer", CodeAction.Accept, Mild);
        await centre.Node.Decide("schwer", CodeAction.Accept, Severe);
        await centre.Node.Decide("S3", CodeAction.Accept, Severe);
        await centre.Node.Settle();
        foreach (var (id, value, map, version) in ((string, string, string, int)[])[("1", "schwer", "severity-condition-registry", 2), ("2", "S3", "severity-condition-severity", 1)])
        {
            var stored = (await centre.Node.Store.Find(Access.Everything, "Condition", id, CancellationToken.None))!;
            var mapped = Assert.Single(centre.Node.Codes.Mapped(FhirDocument.Parse(stored.Body, centre.Node.Definitions.Names)));
            Assert.Equal(("Condition.severity", map, version, "Ana"), (mapped.Path, mapped.Decision.Map, mapped.Decision.Version, mapped.Decision.Who));
            Assert.Equal((await centre.Node.Code(value)).Reference, mapped.Key.Reference);
        }

        var provenance = Assert.Single(await centre.Node.Provenances.Of(Access.Everything, [("Condition", "1")], CancellationToken.None));
        var text = System.Text.Encoding.UTF8.GetString(provenance.Body.Span);
        Assert.Contains("""{"role":"derivation","what":{"identifier":{"system":"urn:tessera:code-map","value":"severity-condition-registry@2"}""", text, StringComparison.Ordinal);
        Assert.Contains("decided by Ana", text, StringComparison.Ordinal);
        Assert.NotEqual(Fhir.Validation.Verdict.Invalid, centre.Node.Validator.Validate(FhirDocument.Parse(provenance.Body, centre.Node.Definitions.Names)).Verdict);
    }

    [Fact]
    public async Task The_same_file_again_after_a_decision_writes_nothing()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        string[] rows = [Patient("a"), Condition("1", "a", """{"text":"schwer"}"""), Condition("2", "a", """{"text":"schwer"}""")];
        await centre.Node.Import("registry", rows);
        await centre.Node.Decide("schwer", CodeAction.Accept, Severe);
        await centre.Node.Settle();
        var account = await centre.Node.Import("registry", rows);
        Assert.Equal((0L, 3L), (account.Written, account.Unchanged));
        Assert.Equal(2, await centre.Node.Version("Condition", "1"));
    }

    [Fact]
    public async Task A_word_of_another_source_is_left_alone()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", """{"text":"schwer"}"""));
        await centre.Node.Decide("schwer", CodeAction.Accept, Severe);
        await centre.Node.Import("clinic", Condition("2", "a", """{"text":"schwer"}"""));
        await centre.Node.Settle();
        Assert.Equal(["clinic: Condition.severity |schwer 1/1 Text"], centre.Node.ListedCodes());
        Assert.DoesNotContain("24484000", await centre.Node.Text("Condition", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_that_is_corrected_and_taken_back_leaves_the_bytes_of_before()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", """{"text":"schwer"}"""), Condition("2", "a", Local));
        var (first, second) = (await centre.Node.Text("Condition", "1"), await centre.Node.Text("Condition", "2"));
        await centre.Node.Decide("schwer", CodeAction.Accept, Mild);
        await centre.Node.Decide("S3", CodeAction.Accept, Severe);
        await centre.Node.Settle();
        await centre.Node.Decide("schwer", CodeAction.Accept, Severe);
        Assert.Equal(1, await centre.Node.Settle());
        Assert.DoesNotContain(Mild.Code, await centre.Node.Text("Condition", "1"), StringComparison.Ordinal);
        await centre.Node.Decide("schwer", CodeAction.Reject);
        await centre.Node.Decide("S3", CodeAction.Undo);
        await centre.Node.Settle();
        Assert.Equal((first, second), (await centre.Node.Text("Condition", "1"), await centre.Node.Text("Condition", "2")));
        Assert.Equal(["registry: Condition.severity http://centre.example/severity|S3 1/1 LocalCode"], centre.Node.ListedCodes());
    }

    [Fact]
    public async Task Every_decision_is_a_version_with_who_when_and_why()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", """{"text":"schwer"}"""));
        await centre.Node.Decide("schwer", CodeAction.Accept, Mild);
        await centre.Node.Decide("schwer", CodeAction.Accept, Mild);
        await centre.Node.Decide("schwer", CodeAction.Undo);
        var history = centre.Node.Codes.Maps.History((await centre.Node.Code("schwer")).Key);
        Assert.Equal([(2, CodeAction.Undo, "Ana", "because"), (1, CodeAction.Accept, "Ana", "because")], history.Select(change => (change.Version, change.Action, change.Who, change.Why)));
    }

    [Fact]
    public async Task A_concept_that_stands_twice_in_a_resource_gets_two_ids()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", Patient("a"), """{"resourceType":"Condition","id":"1","bodySite":[{"text":"Brust"},{"text":"brust"}],"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.9"}]},"subject":{"reference":"Patient/a"}}""");
        await centre.Node.Decide("Brust", CodeAction.Accept, new CodeTarget(Snomed, "76752008", null));
        Assert.Equal(1, await centre.Node.Settle());
        var text = await centre.Node.Text("Condition", "1");
        Assert.Contains(".v1\"", text, StringComparison.Ordinal);
        Assert.Contains(".v1.2\"", text, StringComparison.Ordinal);
        Assert.NotEqual(Fhir.Validation.Verdict.Invalid, centre.Node.Verdicts.Find("Condition", "1"));
    }

    [Fact]
    public async Task A_row_whose_text_a_required_value_set_forbids_is_good_once_it_is_mapped()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        const string Row = """{"resourceType":"Condition","id":"1","clinicalStatus":{"text":"aktiv"},"code":{"text":"x"},"subject":{"reference":"Patient/a"}}""";
        Assert.Equal(1, (await centre.Node.Import("registry", Patient("a"), Row)).Quarantined);
        var key = new CodeKey("registry", "http://hl7.org/fhir/StructureDefinition/Condition", "Condition.clinicalStatus", "", "aktiv");
        await centre.Node.Codes.Maps.Decide(new CodeDecision(key, CodeAction.Accept, new CodeTarget("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", null), "Ana", ""), CancellationToken.None);
        Assert.Equal(0, (await centre.Node.Import("registry", Patient("a"), Row)).Quarantined);
    }

    [Fact]
    public async Task A_coding_that_only_looks_like_that_of_a_map_is_the_senders()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        const string Forged = """{"coding":[{"id":"map.severity-condition-registry.v1","system":"http://centre.example/x","code":"y"}]}""";
        await centre.Node.Import("registry", Patient("a"), Condition("1", "a", Forged), Condition("2", "a", """{"text":"schwer"}"""));
        await centre.Node.Decide("schwer", CodeAction.Accept, Severe);
        await centre.Node.Decide("schwer", CodeAction.Undo);
        await centre.Node.Settle();
        Assert.Contains("centre.example/x", await centre.Node.Text("Condition", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_medicine_is_counted_for_each_patient_and_mapped_once()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), Patient("b"), """{"resourceType":"Medication","id":"m","form":{"text":"Tablette"}}""", Given("1", "a"), Given("2", "b"));
        var code = await centre.Node.Code("Tablette");
        Assert.Equal((2, 2), (code.Patients, code.Occurrences));
        await centre.Node.Decide("Tablette", CodeAction.Accept, new CodeTarget(Snomed, "385055001", "Tablet"));
        Assert.Equal(1, await centre.Node.Settle());
        Assert.Contains("385055001", await centre.Node.Text("Medication", "m"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_writes_after_a_decision_is_mapped_too()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), Condition("1", "a", Local));
        await centre.Node.Decide("S3", CodeAction.Accept, Severe);
        await centre.Node.Settle();
        await Put(centre, Condition("2", "a", Local));
        Assert.Equal(1, await centre.Node.Settle());
        Assert.Contains(Severe.Code, await centre.Node.Text("Condition", "2"), StringComparison.Ordinal);
    }

    private static async Task Put(TemporaryCentre centre, params string[] resources) => await centre.Node.Store.Write(
        Access.Everything,
        [.. resources.Select(json => FhirDocument.Parse(json, centre.Node.Definitions.Names)).Select(document => new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id, document))],
        WritePriority.Interactive,
        CancellationToken.None);

    private static string Given(string id, string patient) =>
        $$$"""{"resourceType":"MedicationAdministration","id":"{{{id}}}","status":"completed","medicationReference":{"reference":"Medication/m"},"subject":{"reference":"Patient/{{{patient}}}"},"effectiveDateTime":"2020-03-01"}""";
}

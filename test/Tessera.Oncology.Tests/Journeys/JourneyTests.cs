using Tessera.Oncology.Journeys;
using Tessera.Oncology.Journeys.Derived;
using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Tests.Journeys;

public sealed class JourneyTests
{
    private const string Cancer = """{"resourceType":"Condition","id":"c","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C34.1"}],"text":"Lung cancer"},"subject":{"reference":"Patient/p"},"onsetDateTime":"2020-03-01"}""";

    [Fact]
    public void Without_the_patient_there_is_no_journey() => Assert.Null(Vocabulary.Reader.Read("p", [Vocabulary.Parse(Cancer)]));

    [Fact]
    public void History_before_the_first_contact_is_unknown()
    {
        var journey = Vocabulary.Journey(Cancer, Given("a", "paclitaxel", "2020-04-01"), Given("b", "paclitaxel", "2020-05-20"));
        Assert.False(journey.IsKnown(new DateOnly(2020, 3, 31)));
        Assert.True(journey.IsKnown(new DateOnly(2020, 4, 1)));
        Assert.Equal(new DateOnly(2020, 5, 20), journey.LastContact);
    }

    [Fact]
    public void An_order_is_no_contact() => Assert.Null(Vocabulary.Journey(
        """{"resourceType":"MedicationRequest","id":"r","status":"active","intent":"order","medicationCodeableConcept":{"text":"letrozole"},"subject":{"reference":"Patient/p"},"authoredOn":"2020-04-01"}""").LastContact);

    [Fact]
    public void Ordered_dispensed_and_administered_are_kept_apart()
    {
        var journey = Vocabulary.Journey(
            """{"resourceType":"MedicationRequest","id":"r","status":"active","intent":"order","medicationCodeableConcept":{"text":"Palbociclib"},"subject":{"reference":"Patient/p"},"authoredOn":"2020-04-01"}""",
            """{"resourceType":"MedicationDispense","id":"d","status":"completed","medicationCodeableConcept":{"text":"palbociclib 125 MG Oral Capsule"},"subject":{"reference":"Patient/p"},"whenHandedOver":"2020-04-02","daysSupply":{"value":21}}""",
            Given("a", "palbociclib", "2020-04-02"));
        Assert.Equal(["administered", "dispensed", "ordered"], journey.Exposures.Select(exposure => exposure.How.ToString().ToLowerInvariant()).Order());
        var dispensed = journey.Exposures.Single(exposure => exposure.How == MedicineEventKind.Dispensed);
        Assert.Equal((new DateOnly(2020, 4, 2), new DateOnly(2020, 4, 22), 21), (dispensed.First, dispensed.Last, dispensed.Days));
        Assert.All(journey.Exposures, exposure => Assert.Equal("palbociclib", exposure.Medicine));
    }

    [Fact]
    public void A_long_pause_begins_a_new_stretch()
    {
        var journey = Vocabulary.Journey(Given("a", "x", "2020-01-01"), Given("b", "x", "2020-03-26"), Given("c", "x", "2020-07-06"));
        Assert.Equal([2, 1], journey.Exposures.Select(exposure => exposure.Events.Count));
    }

    [Fact]
    public void What_was_not_done_is_told_and_is_no_exposure()
    {
        var journey = Vocabulary.Journey(Given("a", "x", "2020-01-01").Replace("completed", "not-done", StringComparison.Ordinal));
        Assert.Contains("not-done", Assert.Single(journey.Facts).Says, StringComparison.Ordinal);
        Assert.Empty(journey.Exposures);
        Assert.Null(journey.LastContact);
    }

    [Fact]
    public void A_medicine_in_a_resource_of_its_own_is_found_and_is_evidence()
    {
        var journey = Vocabulary.Journey(
            """{"resourceType":"Medication","id":"m","code":{"text":"10 ML doxorubicin hydrochloride 2 MG/ML Injection"}}""",
            """{"resourceType":"MedicationAdministration","id":"a","status":"completed","medicationReference":{"reference":"https://centre.example/fhir/Medication/m/_history/2"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2020-04-01"}""");
        var given = Assert.Single(journey.Medicines);
        Assert.Equal("doxorubicin", given.Medicine.Name);
        Assert.Equal(["MedicationAdministration/a", "Medication/m"], given.Evidence);
    }

    [Fact]
    public void What_was_entered_in_error_is_left_out_with_the_reason()
    {
        var journey = Vocabulary.Journey(Given("a", "x", "2020-01-01").Replace("completed", "entered-in-error", StringComparison.Ordinal));
        Assert.Empty(journey.Facts);
        Assert.Equal(new LeftOut("MedicationAdministration/a", "entered in error"), Assert.Single(journey.LeftOut));
    }

    [Fact]
    public void A_cancelled_genomic_test_studied_nothing_and_is_told()
    {
        var journey = Vocabulary.Journey(
            """{"resourceType":"Observation","id":"g","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-genomic-region-studied"]},"status":"cancelled","code":{"coding":[{"system":"http://loinc.org","code":"53041-0"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2020-04-01","component":[{"code":{"coding":[{"system":"http://loinc.org","code":"48018-6"}]},"valueCodeableConcept":{"coding":[{"system":"http://www.genenames.org","code":"HGNC:3236","display":"EGFR"}]}}]}""");
        var region = Assert.Single(journey.RegionsStudied);
        Assert.Equal("not done · EGFR", region.Says);
        Assert.False(region.IsContact);
    }

    [Fact]
    public void Progression_and_recurrence_are_told_apart()
    {
        var journey = Vocabulary.Journey(Cancer, Status("a", "2020-06-01", "550991000124107"), Status("b", "2021-06-01", "271299001"), Status("c", "2022-01-01", "271299001"));
        Assert.Equal([ProgressionKind.Recurrence, ProgressionKind.Progression], journey.Progressions.Select(progression => progression.Kind));
    }

    [Fact]
    public void A_metastasis_and_the_status_that_tells_of_it_are_one_event()
    {
        var journey = Vocabulary.Journey(Cancer, Status("a", "2021-06-01", "271299001"),
            """{"resourceType":"Condition","id":"m","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-secondary-cancer-condition"]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C79.3"}],"text":"Brain metastasis"},"subject":{"reference":"Patient/p"},"onsetDateTime":"2021-06-10"}""");
        var progression = Assert.Single(journey.Progressions);
        Assert.Equal(ProgressionKind.Metastasis, progression.Kind);
        Assert.Equal(2, progression.Evidence.Count);
        Assert.Equal("2021-06-10", journey.Staging.MetastaticSince!.Value.Start);
    }

    [Theory]
    [InlineData("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", Finding.Equivocal)]
    [InlineData("http://hospital.example/codes", Finding.NotKnown)]
    public void A_code_tells_a_finding_only_in_its_own_system(string system, Finding finding) => Assert.Equal(finding, Vocabulary.Journey(
        $$$"""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"HER2"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2020-04-01","interpretation":[{"coding":[{"system":"{{{system}}}","code":"E"}]}]}""").Measurements[0].Finding);

    [Fact]
    public void A_range_in_another_unit_is_not_compared()
    {
        const string Range = """{"resourceType":"Observation","id":"o","status":"final","code":{"text":"Haemoglobin"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2020-04-01","valueQuantity":{"value":9,"unit":"g/dL","code":"g/dL"},"referenceRange":[{"low":{"value":120,"unit":"g/L","code":"g/L"}}]}""";
        Assert.Null(Vocabulary.Journey(Range).Measurements[0].IsOutside);
        Assert.True(Vocabulary.Journey(Range.Replace("g/L", "g/dL", StringComparison.Ordinal).Replace("120", "12", StringComparison.Ordinal)).Measurements[0].IsOutside);
    }

    [Fact]
    public void A_phase_names_its_course_and_a_dose_in_gray_is_one()
    {
        const string Dose = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-dose-delivered-to-volume";
        var journey = Vocabulary.Journey(
            """{"resourceType":"BodyStructure","id":"v","description":"Left breast","patient":{"reference":"Patient/p"}}""",
            """{"resourceType":"Procedure","id":"c","status":"completed","code":{"coding":[{"system":"http://snomed.info/sct","code":"1217123003"}]},"subject":{"reference":"Patient/p"},"performedPeriod":{"start":"2021-03-02","end":"2021-04-01"}}""",
            $$$"""{"resourceType":"Procedure","id":"f","extension":[{"url":"{{{Dose}}}","extension":[{"url":"volume","valueReference":{"reference":"BodyStructure/v"}},{"url":"totalDoseDelivered","valueQuantity":{"value":40.05,"system":"http://unitsofmeasure.org","code":"Gy"}},{"url":"fractionsDelivered","valueUnsignedInt":15}]}],"partOf":[{"reference":"Procedure/c"}],"status":"completed","code":{"text":"Phase 1"},"subject":{"reference":"Patient/p"},"performedPeriod":{"start":"2021-03-02","end":"2021-03-22"}}""");
        var phase = journey.Radiotherapy.Single(course => course.PartOf is not null);
        Assert.Equal(("Procedure/c", "Left breast 40.05 Gy / 15"), (phase.PartOf, phase.Doses[0].ToString()));
        Assert.DoesNotContain(journey.Facts, fact => fact is Tumor);
    }

    [Theory]
    [InlineData("American Joint Committee on Cancer stage IIB (qualifier value)", "IIB", "II")]
    [InlineData("ISS Stage II Plasma Cell Myeloma", "II", "II")]
    [InlineData("3c", "3c", "III")]
    [InlineData("Stage unknown", "Stage unknown", null)]
    [InlineData("IVB", "IVB", "IV")]
    public void Stages_have_a_short_form_and_a_main_stage(string recorded, string shortForm, string? main)
    {
        var found = StageText.OfStage(new Concept(recorded, []));
        Assert.Equal(shortForm, found);
        Assert.Equal(main, StageText.Main(found));
    }

    [Fact]
    public void The_order_of_the_documents_does_not_matter()
    {
        string[] resources = [Cancer, Given("a", "x", "2020-01-01"), Given("b", "y", "2020-01-01"), Status("s", "2020-06-01", "271299001"), Given("c", "x", "2020-02-01")];
        var text = JourneyText.Of(Vocabulary.Journey(resources));
        Assert.Equal(text, JourneyText.Of(Vocabulary.Journey([.. resources.Reverse()])));
    }

    private static string Given(string id, string medicine, string date) =>
        $$$"""{"resourceType":"MedicationAdministration","id":"{{{id}}}","status":"completed","medicationCodeableConcept":{"text":"{{{medicine}}}"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"{{{date}}}"}""";

    private static string Status(string id, string date, string value) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"97509-4"}]},"subject":{"reference":"Patient/p"},"focus":[{"reference":"Condition/c"}],"effectiveDateTime":"{{{date}}}","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"{{{value}}}"}]}}""";
}

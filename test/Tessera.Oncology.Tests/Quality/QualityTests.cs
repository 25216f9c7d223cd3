using Tessera.Oncology.Quality;
using Tessera.Oncology.Tests.Journeys;
using static Tessera.Oncology.Tests.Quality.CountedPatient;

namespace Tessera.Oncology.Tests.Quality;

/// <summary>Hand-made patients of whom the answer is known.</summary>
public sealed class QualityTests
{
    private const string Site = """,  "bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"76752008"}],"extension":[{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"7771000"}]}}]}]""";

    [Fact]
    public void A_patient_without_a_cancer_lacks_the_code_of_one() =>
        Assert.Equal((1, 0, 1), Numbers(Count("disease-4", Female)));

    [Fact]
    public void A_stage_is_not_expected_of_a_patient_without_a_primary_cancer() => Assert.Equal(default, Count("disease-15", Female));

    [Fact]
    public void A_clinical_stage_is_expected_of_a_breast_cancer_and_not_of_a_leukaemia()
    {
        Assert.Equal((1, 0, 1), Numbers(Count("disease-15", Female, Cancer())));
        Assert.Equal(default, Count("disease-15", Female, Cancer("C92.0")));
    }

    [Fact]
    public void A_clinical_stage_is_no_pathologic_one()
    {
        string[] patient = [Female, Cancer(), Staged("s", "stage-group", "399537006", "IIA")];
        Assert.Equal((1, 1, 0), Numbers(Count("disease-15", patient)));
        Assert.Equal(default, Count("disease-24", patient));
    }

    [Fact]
    public void A_pathologic_stage_is_expected_after_surgery()
    {
        const string Surgery = """{"resourceType":"Procedure","id":"x","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-related-surgical-procedure"]},"status":"completed","code":{"text":"Excision"},"subject":{"reference":"Patient/p"},"performedDateTime":"2020-04-01"}""";
        Assert.Equal(default, Count("disease-23", Female, Cancer()));
        Assert.Equal((1, 0, 1), Numbers(Count("disease-23", Female, Cancer(), Surgery)));
    }

    [Fact]
    public void A_laterality_is_expected_of_paired_organs_only()
    {
        Assert.Equal((1, 1, 0), Numbers(Count("disease-2", Female, Cancer(more: Site))));
        Assert.Equal((1, 0, 1), Numbers(Count("disease-2", Female, Cancer())));
        Assert.Equal(default, Count("disease-2", Female, Cancer("C18.2")));
    }

    [Fact]
    public void A_part_is_expected_where_the_element_around_it_is()
    {
        Assert.Equal(default, Count("mcode-primary-cancer-condition/Condition.bodySite.extension:lateralityQualifier", Female, Cancer()));
        Assert.Equal((1, 1, 0), Numbers(Count("mcode-primary-cancer-condition/Condition.bodySite.extension:lateralityQualifier", Female, Cancer(more: Site))));
        Assert.Equal((1, 0, 1), Numbers(Count("mcode-primary-cancer-condition/Condition.bodySite.extension:locationQualifier", Female, Cancer(more: Site))));
    }

    [Fact]
    public void An_extension_is_told_by_its_address() =>
        Assert.Equal(((1, 1, 0), (1, 0, 1)), (Numbers(Count("disease-5", Female, Cancer())), Numbers(Count("disease-6", Female, Cancer()))));

    [Fact]
    public void A_component_is_told_by_its_code()
    {
        var variant = Observed("v", "genomic-variant", "69548-6", """ "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"48018-6"}]},"valueCodeableConcept":{"coding":[{"system":"http://www.genenames.org/geneId","code":"HGNC:3236"}]}}]""", "2020-04-01");
        Assert.Equal((1, 1, 0), Numbers(Count("genomics-22", Female, variant)));
        Assert.Equal((1, 0, 1), Numbers(Count("genomics-23", Female, variant)));
    }

    [Fact]
    public void A_part_of_a_nested_extension_is_found()
    {
        const string Course = """{"resourceType":"Procedure","id":"x","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-course-summary"]},"extension":[{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-dose-delivered-to-volume","extension":[{"url":"totalDoseDelivered","valueQuantity":{"value":5000,"unit":"cGy","system":"http://unitsofmeasure.org","code":"cGy"}}]}],"status":"completed","code":{"text":"RT"},"subject":{"reference":"Patient/p"}}""";
        Assert.Equal((1, 1, 0), Numbers(Count("mcode-radiotherapy-course-summary/Procedure.extension:doseDeliveredToVolume.extension:totalDoseDelivered", Female, Course)));
        Assert.Equal((1, 0, 1), Numbers(Count("mcode-radiotherapy-course-summary/Procedure.extension:doseDeliveredToVolume.extension:volume", Female, Course)));
    }

    [Fact]
    public void A_slice_of_references_is_told_by_what_it_refers_to()
    {
        const string Report = """{"resourceType":"DiagnosticReport","id":"r","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-genomics-report"]},"status":"final","code":{"text":"Panel"},"subject":{"reference":"Patient/p"},"result":[{"reference":"Observation/v"}]}""";
        Assert.Equal((1, 0, 1), Numbers(Count("genomics-11", Female, Report)));
        Assert.Equal((1, 1, 0), Numbers(Count("genomics-11", Female, Report, Observed("v", "genomic-variant", "69548-6", """ "valueString":"x" """, "2020-04-01"))));
        Assert.Equal((1, 0, 1), Numbers(Count("genomics-11", Female, Report, Observed("v", "genomic-region-studied", "53041-0", """ "valueString":"x" """, "2020-04-01"))));
    }

    [Fact]
    public void A_reason_why_a_value_is_missing_is_no_value()
    {
        Assert.Equal((1, 0, 1), Numbers(Count("patient-1", """{"resourceType":"Patient","id":"p","_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}""")));
        Assert.Equal((1, 0, 1), Numbers(Count("mcode-tnm-stage-group/Observation.method", Female, Staged("s", "stage-group", "399537006", "IIA",
            ""","method":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"unknown"}]}"""))));
    }

    [Fact]
    public void A_code_of_the_value_set_is_coded_and_text_alone_is_work()
    {
        var element = CountedPatient.Reader.Catalogue.Find("disease-4")!;
        Assert.Equal(0, Count("disease-4", Female, Cancer()).Unmapped(element.IsCoded));
        var text = Count("disease-4", Female, Cancer().Replace("""{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50.411"}]}""", """{"text":"ca. mammae"}""", StringComparison.Ordinal));
        Assert.Equal((1, 0, 0), (text.Unmapped(element.IsCoded), text.Coded, text.Usable));
    }

    [Fact]
    public void A_code_outside_a_preferred_set_is_counted_and_yet_usable()
    {
        var counts = Count("disease-15", Female, Cancer(), Staged("s", "stage-group", "399537006", "IIA"));
        Assert.Equal((0, 1), (counts.Coded, counts.Usable));
    }

    [Fact]
    public void A_code_of_the_side_is_coded() => Assert.Equal(1, Count("disease-2", Female, Cancer(more: Site)).Coded);

    [Fact]
    public void An_error_at_or_under_an_element_makes_it_invalid_and_no_other()
    {
        QualityRecord[] records = [new(Vocabulary.Parse(Female)), new(Vocabulary.Parse(Cancer(more: Site))) { ErrorPlaces = ["Condition.bodySite[0].extension[0].value.coding[0].code"] }];
        Assert.Equal((1, 0), (Count("disease-1", records).Extracted, Count("disease-1", records).Valid));
        Assert.Equal(0, Count("disease-2", records).Valid);
        Assert.Equal(1, Count("disease-4", records).Valid);
    }

    [Fact]
    public void A_cell_that_feeds_an_element_is_in_the_source_and_what_the_mapping_sets_is_not()
    {
        var origin = new RecordOrigin("clinic", new FedElements([["Condition", "code", "coding", "code"], ["Condition", "bodySite", "extension http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier", "valueCodeableConcept"]]));
        QualityRecord[] records = [new(Vocabulary.Parse(Female)), new(Vocabulary.Parse(Cancer(more: Site))) { Origins = [origin] }];
        Assert.Equal(1, Count("mcode-primary-cancer-condition/Condition.code", records).InSource);
        Assert.Equal(1, Count("disease-2", records).InSource);
        // The side of a site is not the site.
        Assert.Equal((0, 1), (Count("disease-1", records).InSource, Count("disease-1", records).Extracted));
        Assert.Equal((0, 1), (Count("disease-5", records).InSource, Count("disease-5", records).Extracted));
        Assert.Contains(Read(records).Cells, cell => cell.Source == "clinic" && cell.Month == 202003);
    }

    [Fact]
    public void What_came_as_FHIR_is_its_own_source() => Assert.Equal((1, 0), (Count("disease-4", Female, Cancer()).InSource, Count("disease-6", Female, Cancer()).InSource));

    [Fact]
    public void An_ECOG_status_of_the_last_year_is_recent()
    {
        var old = Observed("a", "ecog-performance-status", "89247-1", """ "valueInteger":1""", "2020-03-02");
        var last = Observed("b", "ecog-performance-status", "89247-1", """ "valueInteger":1""", "2022-05-02");
        Assert.Equal(1, Count("patient-17", Female, Cancer(), old).Recent);
        Assert.Equal(0, Count("patient-17", Female, Cancer(), old, Given("g", "2022-05-02")).Recent);
        Assert.Equal(1, Count("patient-17", Female, Cancer(), old, last).Recent);
    }

    [Fact]
    public void Elements_that_are_needed_together_are_lacking_when_one_is()
    {
        Assert.Equal((1, 0, 1), Numbers(Count("patient-10", """{"resourceType":"Patient","id":"p","name":[{"family":"A"}]}""")));
        Assert.Equal((1, 1, 0), Numbers(Count("patient-10", """{"resourceType":"Patient","id":"p","name":[{"family":"A","given":["B"]}]}""")));
    }

    [Fact]
    public void A_reason_by_reference_needs_no_reason_by_code()
    {
        const string Surgery = """{"resourceType":"Procedure","id":"x","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-related-surgical-procedure"]},"status":"completed","code":{"text":"Excision"},"subject":{"reference":"Patient/p"},"reasonReference":[{"reference":"Condition/c"}]}""";
        Assert.Equal(default, Count("treatment-12", Female, Surgery));
        Assert.Equal((1, 1, 0), Numbers(Count("treatment-13", Female, Surgery)));
    }

    private static (long Expected, long Extracted, long Lacking) Numbers(QualityCounts counts) => (counts.Expected, counts.Extracted, counts.Lacking);
}

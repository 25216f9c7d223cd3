using Tessera.Oncology.Quality;
using static Tessera.Oncology.Tests.Quality.CountedPatient;

namespace Tessera.Oncology.Tests.Quality;

/// <summary>Each rule of plausibility with its exceptions.</summary>
public sealed class PlausibilityTests
{
    private const string Effective = "mcode-cancer-related-medication-administration/MedicationAdministration.effective[x]";
    private const string StageValue = "mcode-tnm-stage-group/Observation.value[x]";
    private const string Dose = "mcode-cancer-related-medication-administration/MedicationAdministration.medication[x]";
    private const string Died = """{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1960-05-01","deceasedDateTime":"2021-02"}""";

    [Fact]
    public void Dates_in_order_are_plausible()
    {
        Assert.Empty(Rules(Effective, Died, Cancer(), Given("g", "2020-04-01")));
        Assert.Equal(1, Count(Effective, Died, Cancer(), Given("g", "2020-04-01")).Plausible);
    }

    [Fact]
    public void A_diagnosis_before_birth_is_implausible() =>
        Assert.Equal([PlausibilityRule.BeforeBirth], Rules("disease-5", Female, Cancer(asserted: "1950")));

    [Fact]
    public void A_year_that_may_be_after_birth_is_plausible() => Assert.Empty(Rules("disease-5", Female, Cancer(asserted: "1960")));

    [Fact]
    public void A_treatment_after_death_is_implausible() =>
        Assert.Equal([PlausibilityRule.AfterDeath], Rules(Effective, Died, Cancer(), Given("g", "2021-03-01")));

    [Fact]
    public void A_treatment_in_the_month_of_death_is_plausible() => Assert.Empty(Rules(Effective, Died, Cancer(), Given("g", "2021-02-27")));

    [Fact]
    public void A_diagnosis_after_death_may_be_one_of_an_autopsy()
    {
        var counts = Count("disease-5", Died, Cancer(asserted: "2021-03-05"));
        Assert.Equal((1, 1), (counts.Plausible, counts.Doubtful));
    }

    [Fact]
    public void A_result_may_arrive_after_death() => Assert.Empty(Rules(
        "mcode-tumor-marker-test/Observation.effective[x]", Died, Observed("o", "tumor-marker-test", "2857-1", """ "valueQuantity":{"value":4}""", "2021-04-01")));

    [Fact]
    public void A_treatment_months_before_the_only_diagnosis_is_implausible() =>
        Assert.Equal([PlausibilityRule.BeforeDiagnosis], Rules(Effective, Female, Cancer(), Given("g", "2019-10-01")));

    [Fact]
    public void A_treatment_during_the_work_up_is_plausible() => Assert.Empty(Rules(Effective, Female, Cancer(), Given("g", "2020-01-15")));

    [Fact]
    public void A_treatment_before_one_of_two_cancers_may_be_for_the_other() =>
        Assert.Empty(Rules(Effective, Female, Cancer(), Cancer("C18.2", asserted: "2010-01-01", id: "d"), Given("g", "2019-10-01")));

    [Fact]
    public void A_date_after_the_day_of_writing_is_in_the_future()
    {
        Assert.Equal([PlausibilityRule.InFuture], Rules(Effective, Female, Given("g", "2024-02-01")));
        Assert.Empty(Rules(Effective, Female, Given("g", "2024-01-02")));
    }

    [Fact]
    public void A_female_organ_of_a_man_is_a_doubt()
    {
        const string Man = """{"resourceType":"Patient","id":"p","gender":"male"}""";
        Assert.Equal([PlausibilityRule.SexAgainstSite], Rules("disease-4", Man, Cancer("C56.1")));
        Assert.Equal((1, 1, 1), (Count("disease-4", Man, Cancer("C56.1")).Plausible, Count("disease-4", Man, Cancer("C56.1")).Doubtful, Count("disease-4", Man, Cancer("C56.1")).Usable));
        Assert.Empty(Rules("disease-4", Man, Cancer("C50.411")));
    }

    [Fact]
    public void Sex_at_birth_decides_before_gender() => Assert.Empty(Rules("disease-4",
        """{"resourceType":"Patient","id":"p","gender":"male","extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex","valueCode":"F"}]}""", Cancer("C56.1")));

    [Fact]
    public void Gender_other_is_never_a_doubt() => Assert.Empty(Rules("disease-4", """{"resourceType":"Patient","id":"p","gender":"other"}""", Cancer("C56.1")));

    [Fact]
    public void Metastases_do_not_fit_a_stage_below_IV()
    {
        Assert.Equal([PlausibilityRule.StageAgainstTnm], Rules(StageValue, Female, Cancer(), Stage("IIA"), Metastases("cM1")));
        Assert.Empty(Rules(StageValue, Female, Cancer(), Stage("IV"), Metastases("cM1")));
        Assert.Empty(Rules(StageValue, Female, Cancer(), Stage("IIA"), Metastases("cM0")));
    }

    [Theory]
    [InlineData("C62.9")]
    [InlineData("C73")]
    public void Testis_and_thyroid_have_metastases_below_stage_IV(string code) => Assert.Empty(Rules(StageValue, Female, Cancer(code), Stage("IIIA"), Metastases("cM1")));

    [Fact]
    public void A_stage_0_does_not_fit_a_tumour_that_grew_into_tissue() =>
        Assert.Equal([PlausibilityRule.StageAgainstTnm], Rules(StageValue, Female, Cancer(), Stage("0"), Staged("t", "primary-tumor-category", "399504009", "cT2")));

    [Fact]
    public void A_pathologic_category_says_nothing_about_a_clinical_stage() => Assert.Empty(Rules(StageValue, Female, Cancer(), Stage("IIA"), Staged("m", "distant-metastases-category", "371497001", "pM1")));

    [Fact]
    public void A_body_surface_that_height_and_weight_do_not_fit_is_a_doubt()
    {
        const string Surface = "mcode-body-surface-area/Observation.value[x]";
        string[] body = [Female, Vital("h", "8302-2", "170", "cm"), Vital("w", "29463-7", "70", "kg")];
        Assert.Empty(Rules(Surface, [.. body, BodySurface("1.8")]));
        Assert.Equal([PlausibilityRule.DoseAgainstBody], Rules(Surface, [.. body, BodySurface("18")]));
    }

    [Fact]
    public void A_dose_ten_times_the_usual_is_a_doubt_and_a_reduced_one_is_not()
    {
        string[] patient = [Female, Cancer(), BodySurface("1.8"), Dosed("a", "300"), Dosed("b", "300"), Dosed("c", "240")];
        Assert.Empty(Rules(Dose, patient));
        Assert.Equal([PlausibilityRule.DoseAgainstBody], Rules(Dose, [.. patient, Dosed("d", "3000")]));
    }

    [Fact]
    public void Without_a_body_surface_no_dose_is_judged() => Assert.Empty(Rules(Dose, Female, Dosed("a", "300"), Dosed("b", "300"), Dosed("c", "3000")));

    [Theory]
    [InlineData("1955-04-30", PlausibilityRule.BeforeBirth)]
    [InlineData("2021-03-01", PlausibilityRule.AfterDeath)]
    public void A_list_without_an_element_for_the_date_counts_the_record_s_date_for_what_it_says(string day, PlausibilityRule rule)
    {
        string[] patient = [Died, Cancer(), Ecog(1, day)];
        Assert.Equal([rule], Rules("patient-17", patient));
        Assert.Equal((1, 0, 0), (Count("patient-17", patient).Valid, Count("patient-17", patient).Plausible, Count("patient-17", patient).Usable));
        Assert.Empty(Rules("mcode-ecog-performance-status/Observation.value[x]", patient));
        Assert.Equal(1, Count("patient-17", [.. patient, Ecog(1, "2020-05-01", "other")]).Usable);
    }

    [Fact]
    public void A_diagnosis_has_a_date_of_its_own_in_the_list() => Assert.Equal(1, Count("disease-4", Female, Cancer(asserted: "1950")).Plausible);

    [Theory]
    [InlineData("ecog", 7)]
    [InlineData("ecog", -1)]
    [InlineData("karnofsky", 75)]
    [InlineData("karnofsky", 110)]
    public void A_number_that_the_scale_does_not_have_is_implausible(string scale, int value)
    {
        var element = $"mcode-{scale}-performance-status/Observation.value[x]";
        Assert.Equal([PlausibilityRule.OffScale], Rules(element, Female, Performance(scale, value)));
        Assert.Equal(0, Count(element, Female, Performance(scale, value)).Usable);
    }

    [Theory]
    [InlineData("ecog", 5)]
    [InlineData("karnofsky", 100)]
    [InlineData("karnofsky", 0)]
    public void A_number_of_the_scale_is_plausible(string scale, int value) => Assert.Empty(Rules($"mcode-{scale}-performance-status/Observation.value[x]", Female, Performance(scale, value)));

    private static string Ecog(int value, string day, string id = "e") => Observed(id, "ecog-performance-status", "89247-1", $"\"valueInteger\":{value}", day);

    private static string Performance(string scale, int value) => Observed("e", $"{scale}-performance-status", scale == "ecog" ? "89247-1" : "89243-0", $"\"valueInteger\":{value}", "2020-05-01");

    private static string Stage(string value) => Staged("s", "stage-group", "399537006", value);

    private static string Metastases(string value) => Staged("m", "distant-metastases-category", "399387003", value);

    private static string BodySurface(string value) => Observed("bsa", "body-surface-area", "8277-6", $$""" "valueQuantity":{"value":{{value}},"unit":"m2","system":"http://unitsofmeasure.org","code":"m2"}""", "2020-04-01");

    private static string Vital(string id, string code, string value, string unit) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"{{{code}}}"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2020-04-02","valueQuantity":{"value":{{{value}}},"unit":"{{{unit}}}","system":"http://unitsofmeasure.org","code":"{{{unit}}}"}}""";

    private static string Dosed(string id, string dose) =>
        Given(id, $"2020-04-0{id[0] - 'a' + 1}", $$$""","dosage":{"dose":{"value":{{{dose}}},"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}""");
}

namespace Tessera.Oncology.Tests.Journeys;

public sealed class ContradictionTests
{
    private const string Cancer = """{"resourceType":"Condition","id":"c","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.4"}],"text":"Breast cancer"},"subject":{"reference":"Patient/p"},"onsetDateTime":"2020-03-01"}""";

    [Fact]
    public void Two_stages_of_one_cancer_and_day_are_both_kept_and_marked()
    {
        var journey = Vocabulary.Journey(Cancer, Stage("s1", "2020-03-10", "IIA"), Stage("s2", "2020-03-10", "IIIA"));
        Assert.Equal(["IIA", "IIIA"], journey.Stages.Select(stage => stage.Short));
        Assert.Equal("stage IIA and stage IIIA on 2020-03-10", Assert.Single(journey.Contradictions).Text);
    }

    [Fact]
    public void The_same_stage_in_two_spellings_is_no_contradiction() =>
        Assert.Empty(Vocabulary.Journey(Cancer, Stage("s1", "2020-03-10", "3C"), Stage("s2", "2020-03-10", "IIIC")).Contradictions);

    [Fact]
    public void Stages_of_different_days_are_a_course_not_a_contradiction() =>
        Assert.Empty(Vocabulary.Journey(Cancer, Stage("s1", "2020-03-10", "IIA"), Stage("s2", "2020-03-11", "IIIA")).Contradictions);

    [Fact]
    public void Treatment_after_death_is_marked()
    {
        var journey = Vocabulary.JourneyOf(
            """{"resourceType":"Patient","id":"p","deceasedDateTime":"2021-02"}""", Given("a", "2021-02-20"), Given("b", "2021-03-01"));
        var contradiction = Assert.Single(journey.Contradictions);
        Assert.Equal(["MedicationAdministration/b", "Patient/p"], contradiction.Evidence);
    }

    [Fact]
    public void A_result_that_arrives_after_death_is_none() => Assert.Empty(Vocabulary.JourneyOf(
        """{"resourceType":"Patient","id":"p","deceasedDateTime":"2021-02-01"}""",
        """{"resourceType":"Observation","id":"o","status":"final","code":{"text":"Culture"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2021-02-03","valueString":"none"}""").Contradictions);

    [Fact]
    public void A_medicine_recorded_twice_is_marked_and_kept()
    {
        var journey = Vocabulary.Journey(Given("a", "2021-02-20"), Given("b", "2021-02-20"));
        Assert.Equal(2, journey.Medicines.Count);
        Assert.Equal("recorded twice", Assert.Single(journey.Contradictions).Rule);
    }

    [Fact]
    public void A_receptor_positive_and_negative_on_one_day_is_marked()
    {
        var journey = Vocabulary.Journey(Receptor("a", "LA6576-8"), Receptor("b", "LA6577-6"));
        Assert.Equal("result", Assert.Single(journey.Contradictions).Rule);
    }

    [Fact]
    public void A_female_organ_in_a_man_is_marked() => Assert.Equal("sex", Assert.Single(Vocabulary.JourneyOf(
        """{"resourceType":"Patient","id":"p","gender":"male"}""", Cancer.Replace("C50.4", "C56", StringComparison.Ordinal)).Contradictions).Rule);

    [Fact]
    public void A_period_that_ends_before_it_begins_is_marked() => Assert.Equal("period", Assert.Single(Vocabulary.Journey(
        """{"resourceType":"Procedure","id":"x","status":"completed","code":{"text":"Excision"},"subject":{"reference":"Patient/p"},"performedPeriod":{"start":"2021-03-02","end":"2021-03-01"}}""").Contradictions).Rule);

    private static string Stage(string id, string date, string value) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"399537006"}]},"subject":{"reference":"Patient/p"},"focus":[{"reference":"Condition/c"}],"effectiveDateTime":"{{{date}}}","valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"{{{value}}}"}]}}""";

    private static string Given(string id, string date) =>
        $$$"""{"resourceType":"MedicationAdministration","id":"{{{id}}}","status":"completed","medicationCodeableConcept":{"text":"paclitaxel"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"{{{date}}}"}""";

    private static string Receptor(string id, string answer) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85337-4"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2020-03-02","valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"{{{answer}}}"}]}}""";
}

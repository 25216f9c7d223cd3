namespace Tessera.Sources.Tests.Mef;

public sealed class ReferenceTests(BuiltInDefinitions built)
{
    private const string Status = "cancer-disease-status-information.csv";
    private const string StatusHeader = "mrn,conditionId,diseaseStatusCode,dateOfObservation\n";

    [Theory]
    [InlineData("c9", "no Condition of this patient has this id")]
    [InlineData("c2", "the Condition it refers to belongs to another patient")]
    [InlineData("c3", "the Condition it refers to is itself in quarantine")]
    public void A_required_condition_that_is_not_the_patient_s_stops_the_row(string condition, string reason)
    {
        using var source = Small().Add(Status, StatusHeader + $"p1,{condition},268910001,2024-01-01\n");
        source.Add("condition-information.csv", source.Folder.ReadFile("condition-information.csv") + "p1,c3,http://snomed.info/sct,363346000,no-such-category\n");
        Assert.Equal([$"2 conditionId: {reason}"], source.Problems(Status));
    }

    [Fact]
    public void An_optional_condition_that_is_not_there_becomes_a_logical_reference()
    {
        using var source = Small().Add("procedure-information.csv", "mrn,procedureId,conditionId,status,code,codeSystem,effectiveDate\np1,x1,c9,completed,64368001,http://snomed.info/sct,2024-01-01\n");
        var json = Assert.Single(source.Json("procedure-information.csv"));
        Assert.Contains("""
            "reasonReference":[{"type":"Condition","identifier":{"system":"urn:tessera:mef:Condition","value":"c9"}}]
            """, json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adverse_event_links_to_the_administration_that_caused_it()
    {
        using var source = Small()
            .Add("cancer-related-medication-administration-information.csv", "mrn,medicationId,code,codeSystem,status\np1,m1,56946,http://www.nlm.nih.gov/research/umls/rxnorm,completed\n")
            .Add("ctc-adverse-event-information.csv", "mrn,adverseEventId,adverseEventCode,effectiveDate,grade,suspectedCauseId,suspectedCauseType\np1,a1,150003,2024-01-01,3,m1,Medication\np1,a2,150003,2024-01-02,3,m1,\np2,a3,150003,2024-01-02,3,m1,Medication\n");
        var json = source.Json("ctc-adverse-event-information.csv");
        Assert.All(json[..2], text => Assert.Contains("\"instance\":{\"reference\":\"MedicationAdministration/", text, StringComparison.Ordinal));
        Assert.Contains("\"instance\":{\"type\":\"Medication\",\"identifier\":", json[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_a_listed_patient_without_patient_row_is_quarantined()
    {
        using var source = Small().Add("patient-mrns.csv", "mrn\np1\np2\np3\np4\n").Add(Status, StatusHeader + "p3,c9,268910001,2024-01-01\np4,c9,268910001,2024-01-01\n");
        source.Add("patient-information.csv", source.Folder.ReadFile("patient-information.csv") + "p4,Bad,Ben,neither\n");
        Assert.Equal(["2 mrn: the patient has no row in the patient file", "3 mrn: the patient's own row is in quarantine"], source.Problems(Status));
    }

    [Fact]
    public void Without_a_patient_extractor_subjects_are_named_by_their_number()
    {
        using var source = Small();
        File.Delete(Path.Combine(source.Folder.Path, "patient-information.csv"));
        Assert.All(source.Json("condition-information.csv"), json => Assert.Contains("\"subject\":{\"type\":\"Patient\",\"identifier\":", json, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_row_twice_is_ignored()
    {
        using var source = Small();
        var text = source.Folder.ReadFile("condition-information.csv");
        source.Add("condition-information.csv", text + text.Split('\n')[1] + "\n");
        Assert.Equal("the row says the same as row 2", Assert.IsType<Ignored>(source.Read("condition-information.csv")[2]).Rule);
    }

    [Fact]
    public void Rows_that_say_different_things_under_one_id_are_all_quarantined_and_what_refers_to_them_too()
    {
        using var source = Small();
        var text = source.Folder.ReadFile("condition-information.csv");
        source.Add("condition-information.csv", text + text.Split('\n')[1] + "\np1,c1,http://hl7.org/fhir/sid/icd-10-cm,C50.912,problem-list-item\n")
            .Add(Status, StatusHeader + "p1,c1,268910001,2024-01-01\n");
        var outcomes = source.Read("condition-information.csv");
        Assert.Equal(
            ["row 5 has the same id and says something else", "row 5 has the same id and says something else", "row 2 has the same id and says something else"],
            new[] { outcomes[0], outcomes[2], outcomes[3] }.Select(outcome => Assert.Single(Assert.IsType<Quarantined>(outcome).Problems).Reason));
        Assert.NotEmpty(((Quarantined)outcomes[0]).Stands!);
        Assert.Contains("is itself in quarantine", Assert.Single(source.Problems(Status)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_row_and_a_good_one_under_one_id_contradict_each_other_too()
    {
        using var source = Small();
        source.Add("condition-information.csv", "mrn,conditionId,codeSystem,code,category\np1,c1,http://snomed.info/sct,363346000,nonsense\np1,c1,http://snomed.info/sct,363346000,problem-list-item\n");
        Assert.All(source.Read("condition-information.csv"), outcome => Assert.IsType<Quarantined>(outcome));
    }

    [Fact]
    public void A_trial_is_one_study_for_all_its_patients()
    {
        using var source = Small().Add("clinical-trial-information.csv", "mrn,trialSubjectID,enrollmentStatus,trialResearchID,trialStatus\np1,s1,on-study,NCT00000001,active\np2,s2,on-study,NCT00000001,completed\n");
        var json = source.Json("clinical-trial-information.csv");
        Assert.Single(json, text => text.StartsWith("{\"resourceType\":\"ResearchStudy\"", StringComparison.Ordinal));
        Assert.Contains("\"system\":\"http://clinicaltrials.gov\"", json[1], StringComparison.Ordinal);
        var second = source.Read("clinical-trial-information.csv")[1];
        Assert.Equal("the ResearchStudy is described by row 2, the first that names it", Assert.Single(second.Cells.IgnoredCells).Rule);
    }

    private SmallSource Small() => new(built.Definitions);
}

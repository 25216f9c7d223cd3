using System.Text.Json.Nodes;

namespace Tessera.Sources.Tests.Mef;

public sealed class LayoutTests(BuiltInDefinitions built)
{
    private const string Conditions = "condition-information.csv";
    private const string Staging = "staging-information.csv";
    private const string Observations = "observation-information.csv";
    private const string Loinc = "http://loinc.org";

    [Theory]
    [InlineData("http://hl7.org/fhir/sid/icd-10-cm", "C50.911", "", "mcode-primary-cancer-condition")]
    [InlineData("ICD-10-CM", "C79.31", "", "mcode-secondary-cancer-condition")]
    [InlineData("http://hl7.org/fhir/sid/icd-10-cm", "I50.32", "", null)]
    [InlineData("SNOMED", "94225005", "", "mcode-secondary-cancer-condition")]
    [InlineData("http://snomed.info/sct", "38341003", "", null)]
    [InlineData("http://snomed.info/sct", "38341003", "82711006", "mcode-primary-cancer-condition")]
    public void The_code_or_the_histology_decides_the_condition_s_profile(string system, string code, string histology, string? profile)
    {
        using var source = Small().Add(Conditions, $"mrn,conditionId,codeSystem,code,category,histology\np1,c1,{system},{code},encounter-diagnosis,{histology}\n");
        var json = Assert.Single(source.Json(Conditions));
        if (profile is null) Assert.DoesNotContain("\"profile\"", json, StringComparison.Ordinal);
        else Assert.Contains(profile, json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_that_is_staged_is_a_primary_cancer()
    {
        using var source = Small().Add(Conditions, "mrn,conditionId,codeSystem,code,category\np1,c1,http://snomed.info/sct,38341003,problem-list-item\n")
            .Add(Staging, "mrn,conditionId,stageGroup,type,stagingSystem,effectiveDate\np1,c1,IIA,Clinical,897275008,2024-01-01\n");
        Assert.Contains("mcode-primary-cancer-condition", Assert.Single(source.Json(Conditions)), StringComparison.Ordinal);
        Assert.Contains("mcode-tnm-stage-group", Assert.Single(source.Json(Staging)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_of_a_metastasis_is_refused()
    {
        using var source = Small().Add(Conditions, "mrn,conditionId,codeSystem,code,category\np1,c1,ICD-10-CM,C79.31,problem-list-item\n")
            .Add(Staging, "mrn,conditionId,stageGroup,type,effectiveDate\np1,c1,IIA,Clinical,2024-01-01\n");
        Assert.Equal(["2 conditionId: the condition is not a primary cancer, and a stage belongs to one"], source.Problems(Staging));
    }

    [Fact]
    public void A_pathologic_stage_may_rest_on_a_clinical_M_category()
    {
        using var source = Small().Add(Staging, "mrn,conditionId,stageGroup,t,n,m,type,stagingSystem,effectiveDate\np1,c1,IIB,pT3,pN0,cM0,Pathologic,897275008,2024-01-01\n");
        var json = source.Json(Staging);
        Assert.Equal(["384625004", "371494008", "399387003", "399588009"], json.Select(text => JsonNode.Parse(text)!["code"]!["coding"]![0]!["code"]!.GetValue<string>()));
        Assert.Equal(["1229859000", "1229947003", "1229901006", "1222769001"], json.Select(text => JsonNode.Parse(text)!["valueCodeableConcept"]!["coding"]![0]!["code"]!.GetValue<string>()));
    }

    [Fact]
    public void A_stage_by_another_method_is_a_cancer_stage_with_that_method_s_codes()
    {
        using var source = Small().Add(Staging, "mrn,conditionId,stageGroup,type,stagingSystem,effectiveDate\np1,c1,II,Clinical,1149162008,2024-01-01\n");
        var json = Assert.Single(source.Json(Staging));
        Assert.Contains("mcode-cancer-stage\"", json, StringComparison.Ordinal);
        Assert.Contains("C139007", json, StringComparison.Ordinal);
        Assert.Contains("C70659", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("89247-1", "2", "\"valueInteger\":2", "mcode-ecog-performance-status")]
    [InlineData("2857-1", "<0.10 ng/mL", "\"valueQuantity\":{\"value\":0.10,\"comparator\":\"<\",\"unit\":\"ng/mL\"", "mcode-tumor-marker-test")]
    [InlineData("29463-7", "80 kg", "\"code\":\"kg\"", "StructureDefinition/bodyweight")]
    [InlineData("29463-7", "12 stone", "\"unit\":\"stone\"}", null)]
    [InlineData("718-7", "12.5 g/dL", "\"laboratory\"", null)]
    [InlineData("1695-6", "see report", "\"valueString\":\"see report\"", null)]
    public void The_code_of_an_observation_decides_profile_and_value(string code, string value, string part, string? profile)
    {
        using var source = Small().Add(Observations, $"mrn,observationId,status,code,codeSystem,value,effectiveDate\np1,o1,final,{code},{Loinc},{value},2024-01-01\n");
        var json = Assert.Single(source.Json(Observations));
        Assert.Contains(part, json, StringComparison.Ordinal);
        if (profile is null) Assert.DoesNotContain("\"profile\"", json, StringComparison.Ordinal);
        else Assert.Contains(profile, json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tumour_marker_without_a_day_claims_no_profile()
    {
        using var source = Small().Add(Observations, $"mrn,observationId,status,code,codeSystem,value,effectiveDate\np1,o1,final,2857-1,{Loinc},4 ng/mL,2024-05\n");
        Assert.DoesNotContain("\"profile\"", Assert.Single(source.Json(Observations)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("89247-1", "7", "the value is not a whole number from 0 to 5")]
    [InlineData("2857-1", "\"4,5 ng/mL\"", "the comma may stand for the decimals or for the thousands")]
    public void A_value_that_cannot_be_meant_is_refused(string code, string value, string reason)
    {
        using var source = Small().Add(Observations, $"mrn,observationId,status,code,codeSystem,value,effectiveDate\np1,o1,final,{code},{Loinc},{value},2024-01-01\n");
        Assert.Equal([$"2 value: {reason}"], source.Problems(Observations));
    }

    [Theory]
    [InlineData("Appointment-information", "appointmentId,status,start,end", "a1,booked,,", "start: only a proposed, waiting or cancelled appointment may lack its time")]
    [InlineData("appointment-information", "appointmentId,status,start,end", "a1,booked,2024-01-01T09:00:00Z,", "end: an appointment has both start and end, or neither")]
    [InlineData("appointment-information", "appointmentId,status,start,end", "a1,booked,2024-01-01T09:00:00Z,2024-01-01T08:00:00Z", "end: the end lies before start")]
    [InlineData("encounter-information", "encounterId,status,classCode,classSystem,startDate,endDate", "e1,finished,AMB,http://terminology.hl7.org/CodeSystem/v3-ActCode,2024-02-01,2024-01-31", "endDate: the end lies before startDate")]
    [InlineData("treatment-plan-change-information", "reasonCode,changed,dateOfCarePlan", ",true,2024-01-01", "reasonCode: the plan was changed and the reason is missing")]
    public void Rules_between_cells_hold(string file, string header, string row, string problem)
    {
        file = file.ToLowerInvariant() + ".csv";
        using var source = Small().Add(file, $"mrn,{header}\np1,{row}\n");
        Assert.Equal([$"2 {problem}"], source.Problems(file));
    }

    [Fact]
    public void Codes_between_bars_become_one_concept_and_sites_several()
    {
        using var source = Small().Add(Conditions, "mrn,conditionId,codeSystem,code,displayName,category,bodySite,laterality\np1,c1,http://snomed.info/sct,363346000|254837009,Breast cancer,problem-list-item,80248007|78904004,left\n");
        var json = JsonNode.Parse(Assert.Single(source.Json(Conditions)))!;
        Assert.Equal(2, json["code"]!["coding"]!.AsArray().Count);
        Assert.Equal(2, json["bodySite"]!.AsArray().Count);
        Assert.Contains("7771000", json["bodySite"]![1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_there_twice_is_refused_where_the_two_say_different_things()
    {
        using var source = Small().Add("patient-information.csv", "mrn,familyName,givenName,gender,gender\np1,Doe,Ada,female,female\np2,Roe,Ben,male,female\n");
        Assert.Equal(["3 gender: the file has this column twice, and the two say different things"], source.Problems("patient-information.csv"));
    }

    [Fact]
    public void Headers_are_matched_without_case_order_and_spaces_and_NULL_is_empty_except_in_names()
    {
        using var source = Small().Add("patient-information.csv", " GENDER , MRN,familyname,givenName,race,Foreign\nFemale,p1,Null,NIL,NULL,x\n");
        var outcome = Assert.IsType<Extracted>(Assert.Single(source.Read("patient-information.csv")));
        var json = outcome.Resources[0].Document.Root.ToString();
        Assert.Contains("\"name\":[{\"family\":\"Null\",\"given\":[\"NIL\"]}],\"gender\":\"female\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("us-core-race", json, StringComparison.Ordinal);
        Assert.Equal((4, 1), (outcome.Cells.Used, outcome.Cells.Ignored));
        Assert.Equal(new IgnoredCell("Foreign", "the mapping does not name the column", "x"), Assert.Single(outcome.Cells.IgnoredCells));
    }

    [Fact]
    public void A_misspelt_required_column_is_named_with_its_fix()
    {
        using var source = Small().Add(Conditions, "mrn,conditionId,codeSytem,code,category\np1,c1,http://snomed.info/sct,363346000,problem-list-item\n");
        var problem = Assert.Single(Assert.IsType<Quarantined>(Assert.Single(source.Read(Conditions))).Problems);
        Assert.Equal(("codeSystem", "Rename the column codeSytem to codeSystem."), (problem.Column, problem.Fix));
    }

    [Fact]
    public void Masked_fields_keep_their_place_and_lose_their_value()
    {
        using var source = Small().Add("patient-information.csv", "mrn,familyName,givenName,gender,birthsex,dateOfBirth,race,ethnicity,language,addressLine,city,state,zip\np1,Nobody,Nina,female,F,1980-01-01,2028-9,2186-5,en,1 Road,Town,NY,10001\n");
        var outcome = Assert.IsType<Extracted>(Assert.Single(source.Read("patient-information.csv", config => config["extractors"]![0]!["constructorArgs"]!["mask"] = "all")));
        var json = outcome.Resources[0].Document.Root.ToString();
        Assert.All(new[] { "p1", "Nobody", "Nina", "female", "1980", "2028-9", "2186-5", "Road", "Town", "10001" }, value => Assert.DoesNotContain($"\"{value}", json, StringComparison.Ordinal));
        Assert.Equal(13, outcome.Cells.Ignored);
        Assert.All(outcome.Cells.IgnoredCells, cell => Assert.Equal("the configuration masks it", cell.Rule));
        Assert.NotEqual(Fhir.Validation.Verdict.Invalid, built.Validator.Validate(outcome.Resources[0].Document).Verdict);
    }

    [Fact]
    public void A_stated_date_format_is_followed_and_no_other_is_guessed()
    {
        using var source = Small().Add(Conditions, "mrn,conditionId,codeSystem,code,category,dateOfDiagnosis\np1,c1,http://snomed.info/sct,363346000,problem-list-item,03/04/2020\n");
        Assert.Single(source.Problems(Conditions));
        var json = source.Json(Conditions, config => config["commonExtractorArgs"]!["dateFormats"] = new JsonArray("dd/MM/yyyy"));
        Assert.Contains("\"valueDateTime\":\"2020-04-03\"", Assert.Single(json), StringComparison.Ordinal);
    }

    private SmallSource Small() => new(built.Definitions);
}

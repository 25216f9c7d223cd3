using System.Text;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.UpConversion;

namespace Tessera.Sources.Tests.UpConversion;

public sealed class UpConverterTests(BuiltInDefinitions built)
{
    private const string Mcode = McodeProfile.UrlStart;
    private const string Subject = """ "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2020-04-01" """;
    private const string Staged = """ "method":{"coding":[{"system":"http://snomed.info/sct","code":"897275008"}]},"valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"3C"}]} """;
    private static readonly ResourceIds Ids = new(new byte[ResourceIds.KeyLength]);

    [Theory]
    [InlineData("mcode-tnm-clinical-primary-tumor-category", "21905-5", "399504009", McodeProfiles.TnmPrimaryTumorCategory)]
    [InlineData("mcode-tnm-pathological-primary-tumor-category", "21899-0", "384625004", McodeProfiles.TnmPrimaryTumorCategory)]
    [InlineData("mcode-tnm-clinical-regional-nodes-category", "21906-3", "399534004", McodeProfiles.TnmRegionalNodesCategory)]
    [InlineData("mcode-tnm-pathological-regional-nodes-category", "21900-6", "371494008", McodeProfiles.TnmRegionalNodesCategory)]
    [InlineData("mcode-tnm-clinical-distant-metastases-category", "21907-1", "399387003", McodeProfiles.TnmDistantMetastasesCategory)]
    [InlineData("mcode-tnm-pathological-distant-metastases-category", "21901-4", "371497001", McodeProfiles.TnmDistantMetastasesCategory)]
    [InlineData("mcode-tnm-clinical-stage-group", "21908-9", "399537006", McodeProfiles.TnmStageGroup)]
    [InlineData("mcode-tnm-pathological-stage-group", "21902-2", "399588009", McodeProfiles.TnmStageGroup)]
    public void A_TNM_statement_of_STU1_becomes_that_of_STU4(string profile, string loinc, string snomed, string expected)
    {
        var lifted = Lift($$$$"""
            {"resourceType":"Observation","id":"s","meta":{"profile":["{{{{Mcode}}}}{{{{profile}}}}"]},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"{{{{loinc}}}}"}]},
             {{{{Subject}}}},"focus":[{"reference":"Condition/c1"}],"method":{"coding":[{"system":"http://snomed.info/sct","code":"897275008"}]},"performer":[{"display":"Dr. Invented"}],
             "valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"3C"}]}}
            """);
        Assert.Equal([expected], Profiles(lifted));
        Assert.Equal([snomed, loinc], Codes(lifted));
        Assert.NotEqual(Verdict.Invalid, built.Validator.Validate(lifted.Document).Verdict);
    }

    [Fact]
    public void A_TNM_statement_without_the_method_that_STU4_demands_is_a_cancer_stage()
    {
        var lifted = Lift($$$$"""
            {"resourceType":"Observation","id":"s","meta":{"profile":["{{{{Mcode}}}}mcode-tnm-clinical-stage-group"]},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"21908-9"}]},
             {{{{Subject}}}},"focus":[{"reference":"Condition/c1"}],"performer":[{"display":"Dr. Invented"}],"valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"3C"}]}}
            """);
        Assert.Equal([McodeProfiles.CancerStage], Profiles(lifted));
        Assert.Contains(lifted.Origins, origin => origin.Rule?.StartsWith("not mcode-tnm-stage-group", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_primary_cancer_of_STU1_gets_the_category_that_STU4_builds_on_and_todays_extensions()
    {
        var lifted = Lift($$$$"""
            {"resourceType":"Condition","id":"c","meta":{"profile":["{{{{Mcode}}}}mcode-primary-cancer-condition"]},
             "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
             "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},
             "category":[{"coding":[{"system":"http://snomed.info/sct","code":"64572001"}]}],
             "code":{"coding":[{"system":"http://snomed.info/sct","code":"254637007"}]},"subject":{"reference":"Patient/p1"},
             "bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"41224006"}],"extension":[{"url":"{{{{Mcode}}}}mcode-laterality","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"7771000"}]}}]}]}
            """);
        Assert.Equal([McodeProfiles.PrimaryCancerCondition], Profiles(lifted));
        var text = Text(lifted);
        Assert.Contains("problem-list-item", text, StringComparison.Ordinal);
        Assert.DoesNotContain("64572001", text, StringComparison.Ordinal);
        Assert.Contains("mcode-laterality-qualifier", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_category_that_is_there_already_is_not_written_twice()
    {
        var converted = Convert($$$$"""
            {"resourceType":"Condition","id":"c","meta":{"profile":["{{{{Mcode}}}}mcode-primary-cancer-condition"]},"subject":{"reference":"Patient/p1"},
             "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]},{"coding":[{"system":"http://snomed.info/sct","code":"64572001"}]}]}
            """)!;
        Assert.Equal(["problem-list-item"], All(converted.Document.Root["category"]).SelectMany(category => All(category["coding"])).Select(coding => coding.Text("code")));
    }

    [Theory]
    [InlineData("http://ncimeta.nci.nih.gov")]
    [InlineData("http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl")]
    public void The_code_that_stood_in_for_the_eighth_edition_gives_way_to_that_of_STU4(string system)
    {
        var lifted = Lift($$$$"""
            {"resourceType":"Observation","id":"s","meta":{"profile":["{{{{Mcode}}}}mcode-tnm-clinical-stage-group"]},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"21908-9"}]},
             {{{{Subject}}}},"focus":[{"reference":"Condition/c1"}],"method":{"coding":[{"system":"{{{{system}}}}","code":"C146985"}]},"performer":[{"display":"Dr. Invented"}],
             "valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"3C"}]}}
            """);
        Assert.Equal([McodeProfiles.TnmStageGroup], Profiles(lifted));
        Assert.Equal(["897275008", "C146985"], All(lifted.Document.Root["method"]["coding"]).Select(coding => coding.Text("code")));
    }

    [Theory]
    [InlineData("mcode-ecog-performance-status", "http://loinc.org", "89247-1", "survey", "\"valueInteger\":1")]
    [InlineData("mcode-karnofsky-performance-status", "http://loinc.org", "89243-0", "survey", "\"valueInteger\":90")]
    [InlineData("mcode-tnm-stage-group", "http://snomed.info/sct", "399537006", "385356007", Staged)]
    [InlineData("mcode-tnm-primary-tumor-category", "http://snomed.info/sct", "399504009", "385356007", Staged)]
    [InlineData("mcode-tnm-regional-nodes-category", "http://snomed.info/sct", "399534004", "385356007", Staged)]
    [InlineData("mcode-tnm-distant-metastases-category", "http://snomed.info/sct", "399387003", "385356007", Staged)]
    [InlineData("mcode-cancer-stage", "http://snomed.info/sct", "385388004", "385356007", Staged)]
    [InlineData("mcode-history-of-metastatic-cancer", "http://snomed.info/sct", "1098951000119108", "social-history", "\"language\":\"en\"")]
    [InlineData("mcode-comorbidities", "http://snomed.info/sct", "398192003", "social-history", "\"language\":\"en\"")]
    public void A_category_that_only_STU4_demands_is_added(string profile, string system, string code, string category, string said)
    {
        foreach (var version in new[] { "", "|3.0.0", "|2.1.0" })
        {
            var lifted = Lift($$$$"""
                {"resourceType":"Observation","id":"s","meta":{"profile":["{{{{Mcode}}}}{{{{profile}}}}{{{{version}}}}"]},"status":"final","code":{"coding":[{"system":"{{{{system}}}}","code":"{{{{code}}}}"}]},
                 {{{{Subject}}}},"focus":[{"reference":"Condition/c1"}],"performer":[{"display":"Dr. Invented"}],{{{{said}}}}}
                """);
            Assert.Equal([Mcode + profile], Profiles(lifted));
            Assert.Equal([category], All(lifted.Document.Root["category"]).SelectMany(one => All(one["coding"])).Select(coding => coding.Text("code")));
            Assert.NotEqual(Verdict.Invalid, built.Validator.Validate(lifted.Document).Verdict);
        }
    }

    [Theory]
    [InlineData("mcode-ecog-performance-status|4.0.0", "")]
    [InlineData("mcode-ecog-performance-status", ""","category":[{"text":"own"}]""")]
    public void What_is_of_STU4_or_has_a_category_keeps_its_content(string profile, string category) => Assert.Null(Convert($$$$"""
        {"resourceType":"Observation","id":"e","meta":{"profile":["{{{{Mcode}}}}{{{{profile}}}}"]},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"89247-1"}]},{{{{Subject}}}},"valueInteger":1{{{{category}}}}}
        """));

    [Fact]
    public void A_side_that_STU4_does_not_have_stays_under_its_old_name_and_is_told()
    {
        var converted = Convert($$$$"""
            {"resourceType":"Condition","id":"c","meta":{"profile":["{{{{Mcode}}}}mcode-primary-cancer-condition"]},"subject":{"reference":"Patient/p1"},
             "bodySite":[{"extension":[{"url":"{{{{Mcode}}}}mcode-laterality","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"66459002"}]}}]}]}
            """)!;
        Assert.Contains("one of the four codes", Assert.Single(converted.Issues).Message, StringComparison.Ordinal);
        Assert.Contains("mcode-laterality\"", Encoding.UTF8.GetString(converted.Document.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_metastasis_keeps_its_primary_cancer_in_the_extension_of_the_base()
    {
        var lifted = Lift($$$$"""
            {"resourceType":"Condition","id":"c","meta":{"profile":["{{{{Mcode}}}}mcode-secondary-cancer-condition"]},
             "extension":[{"url":"{{{{Mcode}}}}mcode-related-primary-cancer-condition","valueReference":{"reference":"Condition/c0"}}],
             "category":[{"coding":[{"system":"http://snomed.info/sct","code":"64572001"}]}],
             "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
             "code":{"coding":[{"system":"http://snomed.info/sct","code":"94225005"}]},"subject":{"reference":"Patient/p1"}}
            """);
        Assert.Equal(McodeExtensions.ConditionRelated, First(lifted.Document.Root["extension"]).Text("url"));
        Assert.Equal([McodeProfiles.SecondaryCancerCondition], Profiles(lifted));
    }

    [Fact]
    public void A_disease_status_gets_the_code_that_was_asked_for_since()
    {
        var lifted = Lift($$$$"""
            {"resourceType":"Observation","id":"d","meta":{"profile":["{{{{Mcode}}}}mcode-cancer-disease-status|1.0.0"]},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"88040-1"}]},
             "extension":[{"url":"{{{{Mcode}}}}mcode-evidence-type","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"363679005"}]}}],
             {{{{Subject}}}},"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"268910001"}]}}
            """);
        Assert.Equal(["97509-4"], Codes(lifted));
        Assert.Equal([McodeProfiles.CancerDiseaseStatus], Profiles(lifted));
        Assert.Contains("mcode-cancer-disease-status-evidence-type", Text(lifted), StringComparison.Ordinal);
    }

    [Fact]
    public void A_radiation_procedure_becomes_a_course_with_its_modality()
    {
        var lifted = Lift(Radiation("10611004"));
        Assert.Equal([McodeProfiles.RadiotherapyCourseSummary], Profiles(lifted));
        Assert.Equal([McodeCodes.RadiotherapyCourse], Codes(lifted));
        Assert.Contains("mcode-radiotherapy-modality\"", Text(lifted), StringComparison.Ordinal);
        Assert.Contains("mcode-procedure-intent", Text(lifted), StringComparison.Ordinal);
        Assert.NotEqual(Verdict.Invalid, built.Validator.Validate(lifted.Document).Verdict);
    }

    [Fact]
    public void A_radiation_procedure_without_a_modality_stays_a_procedure_and_is_told()
    {
        var converted = Convert(Radiation("152198000"))!;
        Assert.Contains("no modality", Assert.Single(converted.Issues).Message, StringComparison.Ordinal);
        Assert.Empty(Profiles(Lift(Radiation("152198000"))));
    }

    [Theory]
    [InlineData("mcode-cancer-related-medication-statement")]
    [InlineData("mcode-comorbid-condition")]
    public void What_STU4_has_no_profile_for_stays_what_it_is_and_is_told(string profile)
    {
        var lifted = Lift($$$$"""
            {"resourceType":"MedicationStatement","id":"m","meta":{"profile":["{{{{Mcode}}}}{{{{profile}}}}","http://example.org/other"]},"status":"active","medicationCodeableConcept":{"text":"tamoxifen"},"subject":{"reference":"Patient/p1"}}
            """);
        Assert.Equal(["http://example.org/other"], Profiles(lifted));
        Assert.Contains(lifted.Origins, origin => origin.Rule?.Contains($"no profile in the place of {profile}", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void What_says_nothing_in_old_words_is_left_alone()
    {
        Assert.Null(Convert("""{"resourceType":"Patient","id":"p"}"""));
        Assert.Null(Convert($$$$"""{"resourceType":"Patient","id":"p","meta":{"profile":["{{{{McodeProfiles.CancerPatient}}}}"]}}"""));
    }

    [Fact]
    public void Examples_of_STU4_are_left_alone()
    {
        var examples = Directory.GetFiles(Path.Combine(Repository.Root, "definitions/node_modules/hl7.fhir.us.mcode/example"), "*.json");
        Assert.True(examples.Length > 100);
        foreach (var example in examples)
        {
            var document = FhirDocument.Parse(File.ReadAllBytes(example), built.Definitions.Names);
            if (document.ResourceType is not ("Bundle" or "CapabilityStatement")) Assert.Null(McodeUpConverter.Convert(document));
        }
    }

    [Theory]
    [InlineData("""{"resourceType":"Observation","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tumor-marker"]},"code":[],"category":{"coding":5}}""")]
    [InlineData("""{"resourceType":"Observation","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tumor-marker"]},"code":{"coding":["x",null,{"system":1,"code":{}}]},"extension":[{"url":7}]}""")]
    public void Bad_input_is_no_reason_to_stop(string json) => Assert.Equal([McodeProfiles.TumorMarkerTest], Convert(json)!.Profiles);

    private static string Radiation(string code) => $$$$"""
        {"resourceType":"Procedure","id":"r","meta":{"profile":["{{{{Mcode}}}}mcode-cancer-related-radiation-procedure"]},"status":"completed",
         "extension":[{"url":"{{{{Mcode}}}}mcode-treatment-intent","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"373808002"}]}}],
         "category":{"coding":[{"system":"http://snomed.info/sct","code":"53438000"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"{{{{code}}}}"}]},
         "subject":{"reference":"Patient/p1"},"performedPeriod":{"start":"2020-04-01","end":"2020-05-01"},"reasonReference":[{"reference":"Condition/c1"}]}
        """;

    private UpConverted? Convert(string json) => McodeUpConverter.Convert(FhirDocument.Parse(json, built.Definitions.Names));

    private ExtractedResource Lift(string json) =>
        Assert.Single(Assert.IsType<Extracted>(new RecordLift("hospital", null, new LiftOptions(), built.Definitions, Ids).Read(Encoding.UTF8.GetBytes(json), "x", 1)).Resources);

    private static string Text(ExtractedResource resource) => Encoding.UTF8.GetString(resource.Document.Bytes.Span);

    private static List<FhirNode> All(FhirNode list)
    {
        var all = new List<FhirNode>();
        foreach (var item in list.Items) all.Add(item);
        return all;
    }

    private static FhirNode First(FhirNode list)
    {
        foreach (var item in list.Items) return item;
        return default;
    }

    private static List<string> Codes(ExtractedResource resource)
    {
        var codes = new List<string>();
        foreach (var coding in resource.Document.Root["code"]["coding"].Items) codes.Add(coding.Text("code")!);
        return codes;
    }

    private static List<string> Profiles(ExtractedResource resource)
    {
        var profiles = new List<string>();
        foreach (var profile in resource.Document.Root["meta"]["profile"].Items) profiles.Add(profile.ToText());
        return profiles;
    }
}

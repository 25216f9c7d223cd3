using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Tests.FhirApi;

namespace Tessera.Sources.Tests.FhirRecords;

public sealed class LiftTests(BuiltInDefinitions built)
{
    private const string Mcode = "http://hl7.org/fhir/us/mcode/StructureDefinition/";
    private static readonly ResourceIds Ids = new(new byte[ResourceIds.KeyLength]);

    [Fact]
    public void A_condition_with_a_cancer_code_becomes_a_primary_cancer_condition()
    {
        var lifted = Lift(Patients.Condition("c1", "p1", "C50.9", 1));
        Assert.Equal([McodeProfiles.PrimaryCancerCondition], Profiles(lifted));
        Assert.Contains("372087000", Text(lifted), StringComparison.Ordinal);
        Assert.NotEqual(Verdict.Invalid, built.Validator.Validate(lifted.Document).Verdict);
        Assert.Contains(lifted.Origins, origin => origin is { Column: "Condition.code", Path: "Condition.meta.profile", Rule: "mcode-primary-cancer-condition: the code is C50.9" });
    }

    [Fact]
    public void A_metastasis_becomes_a_secondary_cancer_condition() =>
        Assert.Equal([McodeProfiles.SecondaryCancerCondition], Profiles(Lift(Patients.Condition("c1", "p1", "C78.7", 1))));

    [Fact]
    public void A_condition_that_is_no_cancer_stays_a_condition() => Assert.Empty(Profiles(Lift(Patients.Condition("c1", "p1", "I10", 1))));

    [Fact]
    public void A_condition_without_a_category_that_the_guide_demands_claims_nothing_and_says_why()
    {
        var condition = Patients.Condition("c1", "p1", "C50.9", 1);
        condition["category"] = JsonNode.Parse("""[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"encounter-diagnosis"}]}]""");
        var lifted = Lift(condition);
        Assert.Empty(Profiles(lifted));
        Assert.DoesNotContain("372087000", Text(lifted), StringComparison.Ordinal);
        Assert.Contains(lifted.Origins, origin => origin.Rule?.StartsWith("not mcode-primary-cancer-condition", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_tumour_marker_gets_the_category_that_its_code_means()
    {
        var lifted = Lift(Patients.Marker("o1", "p1", 1));
        Assert.Equal([McodeProfiles.TumorMarkerTest], Profiles(lifted));
        Assert.Contains("\"laboratory\"", Text(lifted), StringComparison.Ordinal);
        Assert.Contains("\"value\":1.50", Text(lifted), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tumour_marker_without_a_value_stays_an_observation()
    {
        var marker = Patients.Marker("o1", "p1", 1);
        marker.Remove("valueQuantity");
        Assert.Empty(Profiles(Lift(marker)));
    }

    [Theory]
    [InlineData("89247-1", "\"valueInteger\":1", "mcode-ecog-performance-status")]
    [InlineData("97509-4", "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"268910001\"}]}", "mcode-cancer-disease-status")]
    [InlineData("2339-0", "\"valueInteger\":1", null)]
    public void An_observation_gets_the_profile_of_its_code(string loinc, string value, string? profile)
    {
        var observation = JsonNode.Parse($$"""
            {"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"{{loinc}}"}]},
             "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],
             "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2025-04-01","performer":[{"display":"Dr. Invented"}],{{value}}}
            """)!.AsObject();
        Assert.Equal(profile is null ? [] : [Mcode + profile], Profiles(Lift(observation)));
    }

    [Fact]
    public void A_T_category_with_a_method_becomes_a_TNM_category_and_without_one_a_cancer_stage()
    {
        var stage = JsonNode.Parse("""
            {"resourceType":"Observation","id":"t","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"21905-5"}]},
             "subject":{"reference":"Patient/p1"},"focus":[{"reference":"Condition/c1"}],"effectiveDateTime":"2025-04-01","performer":[{"display":"Dr. Invented"}],
             "method":{"coding":[{"system":"http://snomed.info/sct","code":"897275008"}]},
             "valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"cT2"}]}}
            """)!.AsObject();
        Assert.Equal([McodeProfiles.TnmPrimaryTumorCategory], Profiles(Lift(stage)));
        stage.Remove("method");
        Assert.Equal([McodeProfiles.CancerStage], Profiles(Lift(stage)));
    }

    [Fact]
    public void A_medicine_is_cancer_related_when_its_reason_is_a_cancer()
    {
        Assert.Equal([McodeProfiles.CancerRelatedMedicationRequest], Profiles(Lift(Patients.Condition("c1", "p1", "C50.9", 1), Patients.Medicine("m1", "p1", "c1", 1))));
        Assert.Empty(Profiles(Lift(Patients.Condition("c1", "p1", "I10", 1), Patients.Medicine("m1", "p1", "c1", 1))));
    }

    [Fact]
    public void A_reason_that_the_run_has_not_brought_is_asked_for()
    {
        var lift = Make();
        var asked = new List<string>();
        var fetching = new RecordLift("hospital", null, new LiftOptions(), built.Definitions, Ids)
        {
            Fetch = (type, id) =>
            {
                asked.Add($"{type}/{id}");
                return Bytes(Patients.Condition(id, "p1", "C50.9", 1));
            },
        };
        Assert.Single(Profiles(Resource(fetching.Read(Bytes(Patients.Medicine("m1", "p1", "c1", 1)), "x", 1))));
        Assert.Single(Profiles(Resource(fetching.Read(Bytes(Patients.Medicine("m2", "p1", "c1", 1)), "x", 2))));
        Assert.Equal(["Condition/c1"], asked);
        Assert.Empty(Profiles(Resource(lift.Read(Bytes(Patients.Medicine("m1", "p1", "c1", 1)), "x", 1))));
    }

    [Fact]
    public void A_patient_is_a_cancer_patient_only_when_the_source_says_that_all_are()
    {
        Assert.Empty(Profiles(Lift(Patients.Patient("p1", 1))));
        var cohort = new RecordLift("hospital", null, new LiftOptions { CancerCohort = true }, built.Definitions, Ids);
        Assert.Equal([McodeProfiles.CancerPatient], Profiles(Resource(cohort.Read(Bytes(Patients.Patient("p1", 1)), "x", 1))));
    }

    [Fact]
    public void References_lead_to_the_ids_of_this_centre()
    {
        var patient = Lift(Patients.Patient("p1", 1));
        var lift = new RecordLift("hospital", new Uri("https://hospital.example/fhir"), new LiftOptions(), built.Definitions, Ids);
        var condition = Patients.Condition("c1", "p1", "C50.9", 1);
        condition["subject"] = new JsonObject { ["reference"] = "https://hospital.example/fhir/Patient/p1/_history/3" };
        condition["recorder"] = new JsonObject { ["reference"] = "https://elsewhere.example/fhir/Practitioner/x" };
        var lifted = Resource(lift.Read(Bytes(condition), "x", 1));
        Assert.Equal($"Patient/{patient.Id}", lifted.Document.Root["subject"].Text("reference"));
        Assert.Equal("https://elsewhere.example/fhir/Practitioner/x", lifted.Document.Root["recorder"].Text("reference"));
        Assert.NotEqual("c1", lifted.Id);
    }

    [Fact]
    public void Ids_of_the_source_are_kept_when_that_is_asked_for()
    {
        var lift = new RecordLift("hospital", null, new LiftOptions { KeepIds = true }, built.Definitions, Ids);
        var lifted = Resource(lift.Read(Bytes(Patients.Condition("c1", "p1", "C50.9", 1)), "x", 1));
        Assert.Equal(("c1", "Patient/p1"), (lifted.Id, lifted.Document.Root["subject"].Text("reference")));
    }

    [Fact]
    public void The_stamps_of_the_sources_copy_are_accounted_for_and_left_out()
    {
        var outcome = Assert.IsType<Extracted>(Make().Read(Bytes(Patients.Patient("p1", 1)), "x", 1));
        Assert.Equal(["meta.versionId", "meta.lastUpdated"], outcome.Cells.IgnoredCells.Select(cell => cell.Column));
        Assert.Equal(LeafCount.Of(FhirDocument.Parse(Patients.Patient("p1", 1).ToJsonString(), built.Definitions.Names).Root), outcome.Cells.Total);
        Assert.Equal("urn:tessera:hospital:fhir:Patient", outcome.Resources[0].Document.Root["meta"].Text("source"));
        Assert.Contains(outcome.Resources[0].Origins, origin => origin is { Column: "Patient.gender", Path: "Patient.gender" });
    }

    [Fact]
    public void What_is_mCODE_already_keeps_every_byte_of_its_content()
    {
        var condition = Patients.Condition("c1", "p1", "C50.9", 1);
        condition["meta"]!["profile"] = new JsonArray(McodeProfiles.PrimaryCancerCondition);
        var lifted = Lift(condition);
        Assert.Equal([McodeProfiles.PrimaryCancerCondition], Profiles(lifted));
        Assert.DoesNotContain("372087000", Text(lifted), StringComparison.Ordinal);
    }

    private RecordLift Make() => new("hospital", null, new LiftOptions(), built.Definitions, Ids);

    private ExtractedResource Lift(params JsonObject[] resources)
    {
        var lift = Make();
        return resources.Select((resource, number) => Resource(lift.Read(Bytes(resource), "x", number + 1))).Last();
    }

    private static ExtractedResource Resource(RecordOutcome outcome) => Assert.Single(Assert.IsType<Extracted>(outcome).Resources);

    private static byte[] Bytes(JsonObject resource) => Encoding.UTF8.GetBytes(resource.ToJsonString());

    private static string Text(ExtractedResource resource) => Encoding.UTF8.GetString(resource.Document.Bytes.Span);

    private static List<string> Profiles(ExtractedResource resource)
    {
        var profiles = new List<string>();
        foreach (var profile in resource.Document.Root["meta"]["profile"].Items) profiles.Add(profile.ToText());
        return profiles;
    }
}

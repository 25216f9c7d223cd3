using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Tests.Mapping.Records;

public sealed class RecordMappingTests(BuiltInDefinitions built)
{
    private const string Performance = """
          performance:
            from: Observation
            where: code.coding.exists(system = 'urn:local' and code = 'PS')
            required: value
            ignore:
              method: everybody asks the same
            resources:
              - profile: mcode-ecog-performance-status
                status: $status
                category: { system: http://terminology.hl7.org/CodeSystem/observation-category, code: survey }
                subject: patient
                effectiveDateTime: $effective
                valueInteger: $(value.ofType(string)) | from 0 to 5
        """;

    private const string Record = """
        {"resourceType":"Observation","id":"o1","meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"status":"final","code":{"coding":[{"system":"urn:local","code":"PS"},{"system":"urn:other","code":"x"}],"text":"ECOG"},
         "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2025-03-04","valueString":"1","method":{"text":"asked"}}
        """;

    private const string Plain = """{"resourceType":"Observation","id":"o2","status":"final","code":{"text":"other"},"subject":{"reference":"Patient/p1"},"valueString":"1"}""";

    [Fact]
    public void A_path_feeds_an_element_as_a_column_does()
    {
        var resource = Assert.Single(Make(Performance).Extract(Record).Resources);
        var json = MappedRecords.Json(resource);
        Assert.Equal(1, json["valueInteger"]!.GetValue<int>());
        Assert.Equal("2025-03-04", json["effectiveDateTime"]!.GetValue<string>());
        Assert.Equal(McodeProfile.UrlStart + "mcode-ecog-performance-status", json["meta"]!["profile"]![0]!.GetValue<string>());
        Assert.NotEqual(Tessera.Fhir.Validation.Verdict.Invalid, built.Validator.Validate(resource.Document).Verdict);
    }

    [Fact]
    public void A_record_keeps_its_id_and_its_references_lead_to_the_ids_of_this_centre()
    {
        var (mapped, plain) = (Make(Performance), Make(Performance));
        var patient = plain.Resource("""{"resourceType":"Patient","id":"p1"}""")["id"]!.GetValue<string>();
        var asItIs = Make("  other:\n    from: Patient\n    ignore: nothing\n").Resource(Record)["id"]!.GetValue<string>();
        Assert.Equal($"Patient/{patient}", mapped.Resource(Record)["subject"]!["reference"]!.GetValue<string>());
        Assert.Equal(asItIs, mapped.Resource(Record)["id"]!.GetValue<string>());
    }

    [Fact]
    public void Origins_name_the_path_and_the_table()
    {
        var resource = Assert.Single(Make(Performance).Extract(Record).Resources);
        Assert.Equal("ehr/performance@4", resource.Mapping);
        Assert.Contains(new ElementOrigin("value.ofType(string)", "Observation.value"), resource.Origins);
        Assert.Contains(new ElementOrigin("subject", "Observation.subject"), resource.Origins);
    }

    [Fact]
    public void A_record_that_no_table_takes_stays_what_it_is()
    {
        var resource = Assert.Single(Make(Performance).Extract(Plain).Resources);
        Assert.Equal("fhir@2", resource.Mapping);
        Assert.Equal("other", MappedRecords.Json(resource)["code"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void The_first_table_that_takes_a_record_has_it() =>
        Assert.Equal("ehr/first@4", Make("  first: { from: Observation, resources: [{ resource: Observation, keep: rest }] }\n" + Performance).Extract(Record).Resources[0].Mapping);

    [Fact]
    public void Records_may_be_left_out_for_a_reason()
    {
        var ignored = Assert.IsType<Ignored>(Make("  mistakes: { from: Observation, where: status = 'entered-in-error', ignore: entered in error }\n").Outcome(Plain.Replace("final", "entered-in-error", StringComparison.Ordinal)));
        Assert.Equal("entered in error", ignored.Rule);
        Assert.Equal(6, ignored.Cells.Total);
    }

    [Fact]
    public void A_record_without_what_is_required_is_quarantined_with_all_it_says()
    {
        var outcome = Assert.IsType<Quarantined>(Make(Performance).Outcome(Record.Replace("\"valueString\":\"1\",", "", StringComparison.Ordinal)));
        Assert.Equal("value: the record has nothing there, and the mapping requires it", $"{outcome.Problems[0].Column}: {outcome.Problems[0].Reason}");
        Assert.Contains(new SourceCell("Observation.code.coding[0].code", "PS"), outcome.Text!.Filled());
        Assert.Equal(outcome.Cells.Total, outcome.Cells.Rejected);
        Assert.Equal("Observation", Assert.Single(outcome.Stands!).Type);
    }

    [Fact]
    public void A_value_that_cannot_be_meant_is_quarantined() =>
        Assert.Equal(["value.ofType(string): the value is not a whole number from 0 to 5"], Make(Performance).Problems(Record.Replace("\"1\"", "\"7\"", StringComparison.Ordinal)));

    [Fact]
    public void What_no_rule_reads_is_told_value_by_value() => Assert.Equal(
    [
        "meta.lastUpdated: the version of the source's own copy", "code.coding.system: the mapping does not read this element", "code.coding.code: the mapping does not read this element",
        "code.text: the mapping does not read this element", "method.text: everybody asks the same",
    ], Make(Performance).Ignored(Record));

    [Fact]
    public void Every_value_is_accounted_for()
    {
        var cells = Make(Performance).Extract(Record).Cells;
        Assert.Equal(13, cells.Total);
        Assert.Equal(cells.Ignored, cells.IgnoredCells.Count);
    }

    [Fact]
    public void A_path_with_several_values_says_which_or_is_refused()
    {
        const string table = "  t: { from: Observation, resources: [{ resource: Observation, status: final, code: { text: $code.coding.code } }] }\n";
        Assert.Equal(["code.coding.code: the path gives 2 values where one is needed"], Make(table).Problems(Record));
        Assert.Equal("PS", Make(table.Replace("$code.coding.code", "\"$(code.coding.first().code)\"", StringComparison.Ordinal)).Resource(Record)["code"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void Several_values_become_an_item_each()
    {
        var name = Make("  t: { from: Patient, resources: [{ resource: Patient, name: { given: $name.given }, communication: { each: extension.value, language: { text: $extension.value } } }] }\n")
            .Resource("""{"resourceType":"Patient","id":"p","name":[{"given":["Anna","Maria"]}],"extension":[{"url":"urn:l","valueString":"de"},{"url":"urn:l","valueString":"fr"}]}""");
        Assert.Equal(["Anna", "Maria"], name["name"]![0]!["given"]!.AsArray().Select(given => given!.GetValue<string>()));
        Assert.Equal(["de", "fr"], name["communication"]!.AsArray().Select(language => language!["language"]!["text"]!.GetValue<string>()));
    }

    [Fact]
    public void A_record_may_give_several_resources_that_refer_to_one_another()
    {
        var extracted = Make("""
              t:
                from: Observation
                resources:
                  - { resource: Observation, keep: rest, hasMember: row/part }
                  - { resource: Observation, as: part, status: final, code: { text: part }, subject: patient, derivedFrom: row, effectiveDateTime: $effective }
            """).Extract(Record);
        var (whole, part) = (MappedRecords.Json(extracted.Resources[0]), MappedRecords.Json(extracted.Resources[1]));
        Assert.Equal($"Observation/{part["id"]}", whole["hasMember"]![0]!["reference"]!.GetValue<string>());
        Assert.Equal($"Observation/{whole["id"]}", part["derivedFrom"]![0]!["reference"]!.GetValue<string>());
        Assert.Equal(whole["subject"]!.ToJsonString(), part["subject"]!.ToJsonString());
    }

    [Fact]
    public void A_reference_is_made_from_an_id_that_stands_elsewhere()
    {
        var records = Make("  t: { from: Observation, resources: [{ resource: Observation, keep: rest, focus: \"$(extension.where(url = 'urn:tumour').value) -> Condition\" }] }\n");
        var focus = records.Resource(Plain.Replace("\"status\"", "\"extension\":[{\"url\":\"urn:tumour\",\"valueString\":\"c1\"}],\"status\"", StringComparison.Ordinal))["focus"]![0]!["reference"]!.GetValue<string>();
        Assert.Equal($"Condition/{records.Resource("""{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"}}""")["id"]}", focus);
    }

    [Fact]
    public void Dates_of_the_source_and_conditions_on_paths_work_as_with_rows()
    {
        var resource = Make("""
              t:
                from: Observation
                dates: { extension.value: [dd.MM.yyyy] }
                let:
                  kind: [{ if: "$(code.coding.where(system = 'urn:local').code) is PS, KPS", is: survey }, { is: exam }]
                refuse: { if: [no $subject, $status is final], why: nobody is meant, fix: Name the patient. }
                resources:
                  - resource: Observation
                    keep: rest
                    category: { if: $kind is survey, system: http://terminology.hl7.org/CodeSystem/observation-category, code: $kind }
                    effectiveDateTime: $extension.value
            """).Resource(Record.Replace("\"status\"", "\"extension\":[{\"url\":\"urn:d\",\"valueString\":\"24.12.2025\"}],\"status\"", StringComparison.Ordinal));
        Assert.Equal("2025-12-24", resource["effectiveDateTime"]!.GetValue<string>());
        Assert.Equal("survey", resource["category"]![0]!["coding"]![0]!["code"]!.GetValue<string>());
    }

    private MappedRecords Make(string tables) => new(built.Definitions, tables);
}

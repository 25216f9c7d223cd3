using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Tests.Mapping.Records;

/// <summary>Resources that stay what they are, but for what the mapping says.</summary>
public sealed class KeptRecordTests(BuiltInDefinitions built)
{
    private const string Maps = "maps:\n  marker: { CEA: \"http://loinc.org|2039-6\" }\n";

    private const string Markers = """
          markers:
            from: Observation
            resources:
              - resource: Observation
                keep: rest
                code:
                  coding: [$code.coding, { code: $(code.coding.where(system = 'urn:local').code) | map marker }]
                  text: $code.text
        """;

    private const string Record = """
        {"resourceType":"Observation","id":"o1","meta":{"versionId":"7","profile":["urn:theirs"],"tag":[{"system":"urn:t","code":"a"}]},"status":"final",
         "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],
         "code":{"coding":[{"system":"urn:local","code":"CEA","display":"ours"}],"text":"CEA"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2025-03-04","_issued":{"extension":[{"url":"urn:x","valueCode":"y"}]},
         "valueQuantity":{"value":3.50,"unit":"ng/mL","system":"http://unitsofmeasure.org","code":"ng/mL"},"note":[{"text":"haemolytic"},{"text":"repeat"}]}
        """;

    [Fact]
    public void A_local_code_gets_a_second_coding_and_the_profile_that_this_one_means()
    {
        var resource = Make(Markers).Resource(Record);
        Assert.Equal(["urn:local", "http://loinc.org"], resource["code"]!["coding"]!.AsArray().Select(coding => coding!["system"]!.GetValue<string>()));
        Assert.Equal(["urn:theirs", McodeProfiles.TumorMarkerTest], resource["meta"]!["profile"]!.AsArray().Select(profile => profile!.GetValue<string>()));
    }

    [Fact]
    public void What_the_mapping_does_not_say_is_there_byte_for_byte()
    {
        var extracted = Make(Markers).Extract(Record);
        var text = extracted.Resources[0].Document.Root.ToString();
        foreach (var kept in (string[])["\"value\":3.50", "\"_issued\":{\"extension\"", "haemolytic", "\"display\":\"ours\"", "\"tag\":[{\"system\":\"urn:t\""]) Assert.Contains(kept, text, StringComparison.Ordinal);
        Assert.DoesNotContain("versionId", text, StringComparison.Ordinal);
        Assert.Equal(["meta.versionId"], extracted.Cells.IgnoredCells.Select(cell => cell.Column));
    }

    [Fact]
    public void A_code_that_the_map_does_not_have_stays_as_it_is_and_nothing_is_added() =>
        Assert.Equal("""[{"system":"urn:local","code":"NEW","display":"ours"}]""", Make(Markers).Resource(Record.Replace("\"code\":\"CEA\"", "\"code\":\"NEW\"", StringComparison.Ordinal))["code"]!["coding"]!.ToJsonString());

    [Fact]
    public void A_profile_adds_the_categories_that_the_record_does_not_have()
    {
        var categories = Make("  t: { from: Observation, resources: [{ profile: mcode-tumor-marker-test, keep: rest }] }\n").Resource(Record)["category"]!.AsArray();
        Assert.Equal("Laboratory", categories[0]!["coding"]![0]!["display"]!.GetValue<string>());
        Assert.Single(categories, category => category!["coding"]![0]!["code"]!.GetValue<string>() == "laboratory");
    }

    [Fact]
    public void What_a_rule_reads_of_an_element_and_does_not_write_is_told()
    {
        var ignored = Make("  t: { from: Observation, resources: [{ resource: Observation, keep: rest, code: { text: $code.text } }] }\n").Ignored(Record);
        Assert.Equal(["code.coding.system", "code.coding.code", "code.coding.display"], ignored.Where(line => line.EndsWith("writes this element anew and does not read this", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void What_is_ignored_is_gone_and_nothing_empty_stays()
    {
        var records = Make("""
              t:
                from: Observation
                ignore:
                  note.where(text = 'repeat'): an order and no finding
                  category.coding: not wanted
                  meta.profile: not ours
                  issued.extension: not wanted
                resources: [{ resource: Observation, keep: rest }]
            """);
        var resource = records.Resource(Record);
        Assert.Equal("""[{"text":"haemolytic"}]""", resource["note"]!.ToJsonString());
        Assert.All((string[])["category", "_issued"], name => Assert.Null(resource[name]));
        Assert.Null(resource["meta"]!["profile"]);
        Assert.Contains("note.text: an order and no finding", records.Ignored(Record));
    }

    [Fact]
    public void A_choice_that_is_written_replaces_the_other_type()
    {
        var resource = Make("  t: { from: Observation, resources: [{ resource: Observation, keep: rest, valueString: $value.unit }] }\n").Resource(Record);
        Assert.Equal("ng/mL", resource["valueString"]!.GetValue<string>());
        Assert.Null(resource["valueQuantity"]);
    }

    [Fact]
    public void What_a_rule_has_nothing_to_write_for_stays_the_records_own() =>
        Assert.Equal(2, Make("  t: { from: Observation, resources: [{ resource: Observation, keep: rest, note: { text: $method.text } }] }\n").Resource(Record)["note"]!.AsArray().Count);

    [Fact]
    public void A_cancer_that_only_the_mapping_knows_is_the_reason_of_a_medicine()
    {
        var records = new MappedRecords(built.Definitions, """
              d:
                from: Condition
                resources:
                  - resource: Condition
                    keep: rest
                    code: { coding: [$code.coding, { code: $code.coding.code | map d }] }
            """, "maps: { d: { MC: \"http://hl7.org/fhir/sid/icd-10-cm|C50.912\" } }\n");
        _ = records.Outcome("""{"resourceType":"Condition","id":"c1","code":{"coding":[{"system":"urn:local","code":"MC"}]},"subject":{"reference":"Patient/p1"}}""");
        var medicine = records.Resource("""{"resourceType":"MedicationRequest","id":"m1","status":"active","intent":"order","medicationCodeableConcept":{"text":"x"},"subject":{"reference":"Patient/p1"},"authoredOn":"2025-05-01","requester":{"display":"d"},"reasonReference":[{"reference":"Condition/c1"}]}""");
        Assert.Equal(McodeProfiles.CancerRelatedMedicationRequest, medicine["meta"]!["profile"]![0]!.GetValue<string>());
    }

    private MappedRecords Make(string tables) => new(built.Definitions, tables, Maps);
}

using System.Text.Json.Nodes;

namespace Tessera.Sources.Tests.Mef;

/// <summary>The extraction framework's own test fixtures: parsed rows, and the resources that its program makes of them. Whatever of those resources
/// is not in ours is listed here with the reason; a fixture whose values are placeholders is quarantined for these values.</summary>
public sealed class FixtureTests(BuiltInDefinitions built)
{
    // Of STU2 and not of STU4, or never valid: names of profiles and extensions, and ids that ours replace.
    private static readonly string[] Replaced = ["http://hl7.org/fhir/us/mcode/StructureDefinition/", "http://hl7.org/fhir/StructureDefinition/", "urn:uuid:"];

    // fixture, file, what MEF's resource says and ours does not, with the reason.
    public static TheoryData<string, string, string[]> Kept() => new()
    {
        { "adverse-event", "adverse-event", ["code-system: a name that is no URI becomes one of the source"] },
        {
            "ctc-adverse-event", "ctc-adverse-event",
            [
                "code-system: a name that is no URI becomes one of the source", "Disabling Adverse Event: part of a display that the file does not say",
                "Expected Adverse Event: a display that the file does not say", "Informant: a display that the file does not say",
            ]
        },
        { "encounter", "encounter", [] },
        {
            "observation", "observation",
            [
                "678910: no side of mCODE's value set", "laboratory: the code is no longer in the value set of tumour markers",
                "http://terminology.hl7.org/CodeSystem/observation-category: the code is no longer in the value set of tumour markers",
            ]
        },
        { "procedure", "procedure", ["example-laterality: no side of mCODE's value set", "example-system: a name that is no URI becomes one of the source"] },
        {
            "staging", "staging",
            [
                "21905-5: STU4 prefers SNOMED CT's types", "21906-3: STU4 prefers SNOMED CT's types", "21907-1: STU4 prefers SNOMED CT's types",
                "21908-9: STU4 prefers SNOMED CT's types", "http://loinc.org: STU4 prefers SNOMED CT's types",
                "survey: STU4's category is staging itself", "http://terminology.hl7.org/CodeSystem/observation-category: STU4's category is staging itself",
            ]
        },
        {
            "treatment-plan-change", "treatment-plan-change",
            [
                "additional: a narrative that says nothing", "http://argonaut.hl7.org: the category is US Core's",
            ]
        },
    };

    // fixture, file, why its placeholders are refused. A first rule that fails ends the check of a row.
    public static TheoryData<string, string, string[]> Refused() => new()
    {
        { "appointment", "appointment", ["2 cancelationCode: only a cancelled or missed appointment has a reason of cancellation"] },
        {
            "condition", "condition",
            [
                "2 dateOfDiagnosis: the text is not a date", "2 clinicalStatus: the code is not one of condition-clinical",
                "2 verificationStatus: the code is not one of condition-ver-status", "2 category: the code is not one of condition-categories",
            ]
        },
        { "cancer-disease-status", "cancer-disease-status", ["2 diseaseStatusCode: the code is not one of mcode-condition-status-trend-max-vs"] },
        { "clinical-trial-information", "clinical-trial", ["2 trialStatus: the code is not one of research-study-status"] },
        { "medication-administration", "cancer-related-medication-administration", ["2 startDate: the text is not a date"] },
        {
            "medication-request", "cancer-related-medication-request",
            [
                "2 status: the code is not one of medicationrequest-status", "2 intent: the code is not one of medicationrequest-intent",
                "2 authoredOn: the text is not a date", "2 timingEvent: the text is not a date",
            ]
        },
        { "patient", "patient", ["2 birthsex: the code is not one of birth-sex"] },
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_the_framework_makes_of_its_fixture_is_in_ours_but_for_what_is_listed(string fixture, string file, string[] deviations)
    {
        using var source = Source(fixture, file);
        var ours = source.Json(file + "-information.csv");
        Assert.True(ours.Count > 0, string.Join("; ", source.Problems(file + "-information.csv")));
        var said = ours.SelectMany(json => Leaves(JsonNode.Parse(json)!)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var theirs = Leaves(Fixture($"csv-{fixture}-bundle.json")).Where(text => !Replaced.Any(start => text.StartsWith(start, StringComparison.Ordinal)));
        Assert.Equal(deviations.Select(line => line[..line.LastIndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal), theirs.Where(text => !said.Contains(text)).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_fixture_of_placeholders_is_quarantined_for_each_of_them(string fixture, string file, string[] problems)
    {
        using var source = Source(fixture, file);
        Assert.Equal(problems, source.Problems(file + "-information.csv"));
    }

    [Theory]
    [InlineData("example-csv.csv", "2 3 4")]
    [InlineData("example-csv-bom.csv", "2 3 4")]
    [InlineData("example-csv-empty-line.csv", "2 4")]
    [InlineData("example-csv-empty-values.csv", "2 6")]
    public void A_byte_order_mark_and_blank_rows_are_read_over_and_rows_keep_their_numbers(string file, string rows)
    {
        using var source = new SmallSource(built.Definitions);
        source.Add("patient-mrns.csv", "mrn\nexample-mrn-1\nexample-mrn-2\nexample-mrn-not-ignored\n");
        source.Folder.Write("clinical-trial-information.csv", File.ReadAllText(Path.Combine(Fixtures, "modules", file)));
        Assert.Equal(rows, string.Join(' ', source.Read("clinical-trial-information.csv").Select(outcome => outcome.Record.Row)));
        Assert.DoesNotContain(source.Problems("clinical-trial-information.csv"), problem => problem.Contains("mrn: the file has no such column", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("valid-mrns.csv", null)]
    [InlineData("valid-mrns-bom.csv", null)]
    [InlineData("invalid-mrns.csv", "the list of patients has no column mrn")]
    public void A_list_of_patients_has_the_column_mrn(string file, string? problem)
    {
        using var source = new SmallSource(built.Definitions);
        source.Folder.Write("patient-mrns.csv", File.ReadAllText(Path.Combine(Fixtures, "helpers", file)));
        source.Folder.WriteConfig();
        var errors = source.Folder.Issues(built.Definitions).Where(issue => issue.Severity >= Fhir.IssueSeverity.Error).Select(issue => issue.Message.Split(": ")[^1]);
        Assert.Equal(problem is null ? [] : [problem], errors);
    }

    [Fact]
    public void The_files_of_its_application_tests_end_where_they_should()
    {
        using var folder = new MefFolder();
        foreach (var (file, name) in new[] { ("patient-mrns.csv", "patient-mrns.csv"), ("example-patient.csv", "patient-information.csv"), ("example-condition.csv", "condition-information.csv"), ("example-disease-status.csv", "cancer-disease-status-information.csv"), ("example-clinical-trial-info.csv", "clinical-trial-information.csv") })
            folder.Write(name, File.ReadAllText(Path.Combine(Fixtures, "application", file)));
        folder.WriteConfig();
        var outcomes = folder.Read(built.Definitions);
        // The list names patient 123 only, whose disease status refers to a condition that no file has.
        Assert.Equal(["clinical-trial-information.csv 2", "patient-information.csv 2"], outcomes.OfType<Extracted>().Select(Place).Order());
        Assert.Equal(["cancer-disease-status-information.csv 2"], outcomes.OfType<Quarantined>().Select(Place));
        Assert.Equal(8, outcomes.OfType<Ignored>().Count());
    }

    private static string Fixtures => Path.Combine(Repository.Suite("extraction"), "mef", "test-fixtures");

    private static JsonNode Fixture(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures, "extractors", name)))!;

    private static string Place(RecordOutcome outcome) => $"{outcome.Record.File} {outcome.Record.Row}";

    // The rows as a file again, among records that they may refer to.
    private SmallSource Source(string fixture, string file)
    {
        var rows = Fixture($"csv-{fixture}-module-response.json").AsArray().Select(row => row!.AsObject().ToDictionary(cell => cell.Key is "patientId" or "subjectId" ? "mrn" : cell.Key, cell => cell.Value!.GetValue<string>())).ToList();
        var header = rows.SelectMany(row => row.Keys).Distinct().ToList();
        var patient = rows[0]["mrn"];
        var source = new SmallSource(built.Definitions);
        source.Add("patient-mrns.csv", $"mrn\n{patient}\n").Add("patient-information.csv", $"mrn,familyName\n{patient},Nobody\n");
        source.Add("condition-information.csv", $"mrn,conditionId,codeSystem,code,category\n{patient},cond-1,http://hl7.org/fhir/sid/icd-10-cm,C50.911,problem-list-item\n");
        return source.Add(file + "-information.csv", $"{string.Join(',', header)}\n" + string.Concat(rows.Select(row => string.Join(',', header.Select(column => row.GetValueOrDefault(column, ""))) + "\n")));
    }

    // All texts of a tree but those that only point within it.
    private static IEnumerable<string> Leaves(JsonNode node) => node switch
    {
        JsonObject all => all.Where(property => property.Key is not ("id" or "fullUrl" or "reference" or "resourceType" or "type" or "source" or "div") || property.Value is JsonObject or JsonArray).SelectMany(property => property.Value is null ? [] : Leaves(property.Value)),
        JsonArray items => items.SelectMany(item => item is null ? [] : Leaves(item)),
        _ => [node.ToString()],
    };
}

using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Sources.Tests.Mef;

/// <summary>The fifteen sample files of the extraction framework, unchanged.</summary>
public sealed class SampleTests(BuiltInDefinitions built)
{
    // The sample's third disease status names a condition of another patient: row 3 is refused, the others are kept.
    private const string Golden = """
        patient-information.csv: 3 extracted; Patient mcode-cancer-patient 3
        condition-information.csv: 3 extracted; Condition mcode-primary-cancer-condition 3
        procedure-information.csv: 4 extracted; Procedure - 2; Procedure mcode-cancer-related-surgical-procedure 1; Procedure mcode-radiotherapy-course-summary 1
        cancer-related-medication-administration-information.csv: 3 extracted; MedicationAdministration mcode-cancer-related-medication-administration 3
        clinical-trial-information.csv: 3 extracted; ResearchStudy - 3; ResearchSubject - 3
        cancer-related-medication-request-information.csv: 3 extracted; MedicationRequest mcode-cancer-related-medication-request 3
        staging-information.csv: 5 extracted; Observation mcode-cancer-stage 3; Observation mcode-tnm-distant-metastases-category 3; Observation mcode-tnm-primary-tumor-category 3; Observation mcode-tnm-regional-nodes-category 4; Observation mcode-tnm-stage-group 4
        cancer-disease-status-information.csv: 2 extracted; 1 quarantined; Observation mcode-cancer-disease-status 2
        treatment-plan-change-information.csv: 3 extracted; CarePlan icare-care-plan-with-review 3
        observation-information.csv: 3 extracted; Observation - 1; Observation bodyheight 1; Observation bodyweight 1
        adverse-event-information.csv: 3 extracted; AdverseEvent - 3
        ctc-adverse-event-information.csv: 3 extracted; AdverseEvent - 3
        encounter-information.csv: 3 extracted; Encounter - 3
        appointment-information.csv: 3 extracted; Appointment - 3
        """;

    [Fact]
    public void Every_file_gives_its_golden_counts() =>
        Assert.Equal(Golden.ReplaceLineEndings("\n"), string.Join("\n", Read().GroupBy(outcome => outcome.Record.File).Select(Counts)));

    [Fact]
    public void No_resource_is_invalid_and_unchecked_ones_name_what_is_missing()
    {
        foreach (var resource in Resources())
        {
            var result = built.Validator.Validate(resource.Document);
            Assert.True(result.Verdict != Verdict.Invalid, string.Join("\n", result.Issues.Where(issue => issue.Severity >= IssueSeverity.Error)));
            if (result.Verdict == Verdict.Unchecked) Assert.Contains(result.Issues, issue => issue.Missing is not null);
        }
    }

    [Fact]
    public void With_US_Core_added_nothing_is_missing_but_licensed_terminology_and_the_profile_of_ICAREdata()
    {
        var layers = Directory.CreateTempSubdirectory("tessera-sources-");
        try
        {
            var package = Path.Combine(Repository.Suite("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");
            Assert.True(built.Definitions.TryAddPackage(package, layers.FullName, out var definitions, out _));
            var validator = new FhirValidator(definitions);
            var missing = Resources().SelectMany(resource => validator.Validate(FhirDocument.Parse(resource.Document.Bytes, definitions.Names)).Issues)
                .Where(issue => issue is { Severity: IssueSeverity.Warning, Missing: not null }).Select(issue => issue.Missing!).Distinct().Order(StringComparer.Ordinal);
            Assert.Equal(
                [
                    "http://cancerstaging.org",
                    "http://cts.nlm.nih.gov/fhir/ValueSet/2.16.840.1.113762.1.4.1",
                    "http://cts.nlm.nih.gov/fhir/ValueSet/2.16.840.1.114222.4.11.836",
                    "http://cts.nlm.nih.gov/fhir/ValueSet/2.16.840.1.114222.4.11.837",
                    "http://mcodeinitiative.org/codex/us/icare/StructureDefinition/icare-care-plan-with-review",
                    "http://snomed.info/sct",
                ],
                missing);
        }
        finally
        {
            layers.Delete(recursive: true);
        }
    }

    [Fact]
    public void Ids_are_unique_and_no_reference_dangles()
    {
        var resources = Resources();
        var known = resources.Select(resource => $"{resource.Type}/{resource.Id}").ToHashSet();
        Assert.Equal(resources.Count, known.Count);
        var references = resources.SelectMany(resource => Literals(resource.Document.Root)).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Contains(reference, known));
    }

    [Fact]
    public void Both_adverse_events_of_each_patient_are_kept()
    {
        var events = Resources().Where(resource => resource.Type == "AdverseEvent").ToList();
        Assert.Equal(6, events.Count);
        Assert.All(events.GroupBy(resource => resource.Document.Root["subject"].Text("reference")), same => Assert.Equal(2, same.Count()));
    }

    [Fact]
    public void Every_filled_cell_is_used_or_ignored_by_a_stated_rule()
    {
        var outcomes = Read();
        foreach (var outcome in outcomes) Assert.Equal(Filled(outcome.Record.File, outcome.Record.Row), outcome.Cells.Total);
        string[] rules =
        [
            "laterality: mcode-laterality-qualifier-vs has left, right, both and midline only",
            "dateRecorded: dateRecorded says when the row was exported, not when something happened",
        ];
        Assert.Equal(rules.Order(), outcomes.SelectMany(outcome => outcome.Cells.IgnoredCells).Select(cell => $"{cell.Column}: {cell.Rule}").Distinct().Order());
    }

    [Fact]
    public void Each_resource_names_its_source_and_the_columns_that_fed_it()
    {
        foreach (var resource in Resources())
        {
            Assert.StartsWith("urn:tessera:mef:layout:", resource.Document.Root["meta"].Text("source"), StringComparison.Ordinal);
            Assert.Matches("^mef/[A-Za-z]+@[0-9]+$", resource.Mapping);
            Assert.NotEmpty(resource.Origins);
        }
        var condition = Resources().First(resource => resource.Type == "Condition");
        Assert.Contains(new ElementOrigin("histology", "Condition.extension.where(url='http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior').value.coding.code"), condition.Origins);
        Assert.Contains(condition.Origins, origin => origin is { Path: "Condition.meta.profile", Rule: "the code says primary" });
    }

    [Fact]
    public void Reading_again_gives_the_same_bytes() =>
        Assert.Equal(Resources().Select(resource => resource.Document.Root.ToString()), Resources().Select(resource => resource.Document.Root.ToString()));

    [Fact]
    public void Without_the_key_nobody_gets_the_same_ids()
    {
        using var other = new MefFolder { Ids = new ResourceIds(new byte[32]) };
        foreach (var file in Directory.GetFiles(Sample, "*.csv")) File.Copy(file, Path.Combine(other.Path, Path.GetFileName(file)));
        other.WriteConfig();
        var ids = other.Read(built.Definitions).OfType<Extracted>().SelectMany(outcome => outcome.Resources).Select(resource => resource.Id);
        Assert.Empty(ids.Intersect(Resources().Select(resource => resource.Id)));
    }

    [Fact]
    public void Searches_of_the_guide_find_their_category_codes()
    {
        var json = string.Join("\n", Resources().Select(resource => resource.Document.Root.ToString()));
        Assert.All(new[] { "372087000", "385356007", "387713003", "97509-4" }, code => Assert.Contains($"\"{code}\"", json, StringComparison.Ordinal));
    }

    private static string Sample => Path.Combine(Repository.Suite("extraction"), "mef", "sample-csv");

    private List<RecordOutcome> Read()
    {
        using var folder = MefFolder.With(Sample);
        return folder.Read(built.Definitions);
    }

    private List<ExtractedResource> Resources() => Read().OfType<Extracted>().SelectMany(outcome => outcome.Resources).ToList();

    private static int Filled(string file, int row) =>
        File.ReadAllLines(Path.Combine(Sample, file))[row - 1].Split(',').Count(cell => cell.Length > 0);

    private static string Counts(IGrouping<string, RecordOutcome> file)
    {
        var kinds = file.GroupBy(outcome => outcome.GetType().Name.ToLowerInvariant()).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count()} {kind.Key}");
        var types = file.OfType<Extracted>().SelectMany(outcome => outcome.Resources).GroupBy(Label).OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => $"{type.Key} {type.Count()}");
        return $"{file.Key}: {string.Join("; ", kinds.Concat(types))}";
    }

    private static string Label(ExtractedResource resource)
    {
        foreach (var profile in resource.Document.Root["meta"]["profile"].Items) return $"{resource.Type} {profile.ToText().Split('/')[^1]}";
        return $"{resource.Type} -";
    }

    private static List<string> Literals(FhirNode node)
    {
        var found = new List<string>();
        foreach (var child in node.Children)
        {
            if (child.Kind == JsonKind.String && child.Name == "reference") found.Add(child.ToText());
            else found.AddRange(Literals(child));
        }
        return found;
    }
}

using System.Text;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Sources.Synthetic;

namespace Tessera.Sources.Tests.Synthetic;

public sealed class FhirTests(BuiltInDefinitions built)
{
    [Theory]
    [InlineData(SyntheticFlavour.UnitedStates)]
    [InlineData(SyntheticFlavour.Europe)]
    public void No_resource_is_invalid_and_every_reference_leads_to_one(SyntheticFlavour flavour)
    {
        using var folder = new SyntheticFolder();
        var summary = folder.Write(200, 11, flavour: flavour);
        var (known, referred, count) = (new HashSet<string>(), new HashSet<string>(), 0L);
        foreach (var document in Documents(folder))
        {
            var result = built.Validator.Validate(document);
            Assert.True(result.Verdict != Verdict.Invalid, string.Join("\n", result.Issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{document.ResourceType}/{document.Id} {issue}")));
            Assert.True(known.Add($"{document.ResourceType}/{document.Id}"), $"{document.Id} twice");
            Collect(document.Root, referred);
            count++;
        }

        Assert.Empty(referred.Except(known));
        Assert.Equal(summary.Counts.Values.Sum(), count);
    }

    [Fact]
    public void Nothing_is_invalid_when_the_centre_adds_US_Core()
    {
        var package = Path.Combine(Repository.Suite("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");
        using var folder = new SyntheticFolder();
        using var layers = new SyntheticFolder();
        folder.Write(60, 12);
        Assert.True(built.Definitions.TryAddPackage(package, layers.Path, out var definitions, out var issue), issue?.Message);
        var validator = new FhirValidator(definitions);
        foreach (var line in Directory.GetFiles(folder.Path, "*.ndjson").SelectMany(File.ReadLines))
        {
            var document = FhirDocument.Parse(Encoding.UTF8.GetBytes(line), definitions.Names);
            var result = validator.Validate(document);
            Assert.True(result.Verdict != Verdict.Invalid, string.Join("\n", result.Issues.Where(found => found.Severity >= IssueSeverity.Error).Select(found => $"{document.ResourceType} {found}")));
        }
    }

    [Fact]
    public void Every_treated_patient_has_at_least_fifty_resources()
    {
        using var folder = new SyntheticFolder();
        folder.Write(600, 13);
        var counts = new Dictionary<string, int>();
        foreach (var file in Directory.GetFiles(folder.Path, "*.ndjson"))
            foreach (var line in File.ReadLines(file)) counts[Patient(line)] = counts.GetValueOrDefault(Patient(line)) + 1;
        var treated = new[] { "CarePlan.ndjson", "Procedure.ndjson" }.SelectMany(folder.Lines).Select(Patient).ToHashSet();
        Assert.True(treated.Count > 450);
        Assert.All(treated, patient => Assert.True(counts[patient] >= 50, $"{patient}: {counts[patient]}"));
    }

    [Fact]
    public void The_profiles_that_the_searches_of_mCODE_ask_for_are_all_there()
    {
        using var folder = new SyntheticFolder();
        folder.Write(200, 14);
        var text = string.Concat(Directory.GetFiles(folder.Path, "*.ndjson").Select(File.ReadAllText));
        string[] profiles =
        [
            "cancer-patient", "primary-cancer-condition", "secondary-cancer-condition", "cancer-disease-status", "cancer-stage", "tnm-stage-group", "tnm-primary-tumor-category", "tnm-regional-nodes-category",
            "tnm-distant-metastases-category", "ALL-risk-assessment", "tumor-marker-test", "ecog-performance-status", "karnofsky-performance-status", "lansky-play-performance-status", "body-surface-area",
            "comorbidities", "human-specimen", "tumor", "tumor-size", "genomics-report", "genomic-variant", "genomic-region-studied", "cancer-related-medication-request",
            "cancer-related-medication-administration", "cancer-related-surgical-procedure", "radiotherapy-course-summary", "radiotherapy-volume",
        ];
        Assert.All(profiles, profile => Assert.Contains($"/mcode-{profile}\"", text, StringComparison.Ordinal));
        // Categories and codes of the IG's searches: primary, secondary, staging, tumour markers, operations.
        foreach (var code in new[] { "372087000", "128462008", "385356007", "250724005", "387713003" }) Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flavour_decides_code_systems_and_what_is_asked_of_a_person()
    {
        using var american = new SyntheticFolder();
        using var european = new SyntheticFolder();
        american.Write(40, 15);
        european.Write(40, 15, flavour: SyntheticFlavour.Europe);
        Assert.All(american.Lines("Patient.ndjson"), line => Assert.Contains("us-core-race", line, StringComparison.Ordinal));
        Assert.All(european.Lines("Patient.ndjson"), line => Assert.DoesNotContain("us-core", line, StringComparison.Ordinal));
        Assert.All(american.Lines("Condition.ndjson"), line => Assert.DoesNotContain("sid/icd-10\"", line, StringComparison.Ordinal));
        Assert.All(european.Lines("Condition.ndjson"), line => Assert.DoesNotContain("icd-10-cm", line, StringComparison.Ordinal));
        Assert.All(european.Lines("MedicationRequest.ndjson"), line => Assert.Contains("http://www.whocc.no/atc", line, StringComparison.Ordinal));
        Assert.DoesNotContain("whocc", File.ReadAllText(american["MedicationRequest.ndjson"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_patient_is_marked_as_test_data()
    {
        using var folder = new SyntheticFolder();
        folder.Write(10, 16);
        Assert.All(folder.Lines("Patient.ndjson"), line => Assert.Contains("\"code\":\"HTEST\"", line, StringComparison.Ordinal));
    }

    private IEnumerable<FhirDocument> Documents(SyntheticFolder folder)
    {
        foreach (var file in Directory.GetFiles(folder.Path, "*.ndjson"))
            foreach (var line in File.ReadLines(file)) yield return FhirDocument.Parse(Encoding.UTF8.GetBytes(line), built.Definitions.Names);
    }

    private static void Collect(FhirNode node, HashSet<string> references)
    {
        foreach (var child in node.Children)
        {
            if (child.Kind == JsonKind.String && child.Name == "reference") references.Add(child.ToText());
            else Collect(child, references);
        }
    }

    // "id":"syn13-42-o7" belongs to syn13-42.
    private static string Patient(string line)
    {
        var start = line.IndexOf("\"id\":\"", StringComparison.Ordinal) + 6;
        var id = line[start..line.IndexOf('"', start)].Split('-');
        return $"{id[0]}-{id[1]}";
    }
}

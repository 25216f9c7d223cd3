using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Conformance.Mcode;

/// <summary>What HL7's validator said of the same examples when mCODE 4.0.0 was published. Each of its findings has a named reason why ours is
/// the same or another, and so has each warning that only we give.</summary>
public sealed partial class PublishedVerdictTests(BuiltInDefinitions fixture)
{
    [Fact]
    public void Each_published_finding_is_explained()
    {
        var kinds = Published().GroupBy(finding => Explain(finding.Name, finding.Text)).ToDictionary(group => group.Key, group => group.Count());
        Scoreboard.Add("published findings of mCODE's examples", "each explained", $"{kinds.Values.Sum()} in {kinds.Count} kinds");
        Assert.Equal(
            new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                ["advice on annotations in units; no rule"] = 2,
                ["code system not loaded: noted for the same resource"] = 106,
                ["code not in the loaded part of a system: noted for the same resource"] = 3,
                ["its terminology server did not answer"] = 9,
            },
            new SortedDictionary<string, int>(kinds, StringComparer.Ordinal));
    }

    // Extensible bindings: another code is allowed where none of the value set fits, so each is a warning to read. The publication lists none.
    [Fact]
    public void Each_warning_that_only_we_give_is_an_extensible_binding()
    {
        var warnings = McodeExamples.Files().SelectMany(Validate).Where(issue => issue is { Severity: IssueSeverity.Warning, Missing: null }).ToList();
        Assert.All(warnings, issue => Assert.Contains("should be used where it has a fitting code", issue.Message, StringComparison.Ordinal));
        Assert.Equal(
            new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                ["http://hl7.org/fhir/ValueSet/identifier-type"] = 5,
                ["http://hl7.org/fhir/ValueSet/observation-codes"] = 3,
                ["http://hl7.org/fhir/ValueSet/observation-interpretation"] = 3,
                ["http://hl7.org/fhir/ValueSet/ucum-vitals-common"] = 1,
                ["http://hl7.org/fhir/us/mcode/ValueSet/mcode-tumor-marker-test-vs"] = 2,
                ["http://hl7.org/fhir/uv/genomics-reporting/ValueSet/dna-change-type-vs"] = 3,
                ["http://hl7.org/fhir/uv/genomics-reporting/ValueSet/hgnc-vs"] = 2,
                ["http://hl7.org/fhir/uv/genomics-reporting/ValueSet/molecular-consequence-vs"] = 16,
            },
            new SortedDictionary<string, int>(warnings.GroupBy(issue => NamedValueSet().Match(issue.Message).Groups[1].Value).ToDictionary(group => group.Key, group => group.Count()), StringComparer.Ordinal));
    }

    private string Explain(string name, string text)
    {
        if (text.Contains("tx.fhir.org", StringComparison.Ordinal) || text.Contains("ValueSet/hgvs-vs", StringComparison.Ordinal)) return "its terminology server did not answer";
        if (text.Contains("annotations like", StringComparison.Ordinal)) return "advice on annotations in units; no rule";
        var system = NamedSystem().Match(text).Groups[1].Value;
        var noted = Validate(McodeExamples.Files().Single(file => Path.GetFileNameWithoutExtension(file) == name)).Any(issue => issue.Missing?.Split('|')[0] == system || issue.Message.Contains(system, StringComparison.Ordinal));
        if (!noted) return $"not noted: {name} {system}";
        return text.StartsWith("Unknown Code", StringComparison.Ordinal) ? "code not in the loaded part of a system: noted for the same resource" : "code system not loaded: noted for the same resource";
    }

    private static IEnumerable<(string Name, string Text)> Published()
    {
        var folder = SharedSuites.Require("mcode/official-validator-results");
        var examples = McodeExamples.Files().Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);
        var bundle = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "validation-oo.json")))!;
        return from entry in bundle["entry"]!.AsArray()
               let outcome = entry["resource"]!
               where examples.Contains((string)outcome["id"]!)
               from issue in outcome["issue"]?.AsArray() ?? []
               select ((string)outcome["id"]!, (string?)issue!["details"]?["text"] ?? "");
    }

    private IReadOnlyList<Issue> Validate(string file) => fixture.Validator.Validate(FhirDocument.Parse(File.ReadAllBytes(file), fixture.Definitions.Names)).Issues;

    [GeneratedRegex("CodeSystem '([^']+)'")]
    private static partial Regex NamedSystem();

    [GeneratedRegex(@"\((http[^)]+)\), which")]
    private static partial Regex NamedValueSet();
}

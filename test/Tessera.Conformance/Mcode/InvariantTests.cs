using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Conformance.Mcode;

/// <summary>mCODE's own cases for its invariants. The expected file names one rule for all techniques of radiotherapy, which mCODE has since
/// divided into one rule per modality: any of these counts.</summary>
public sealed class InvariantTests(BuiltInDefinitions fixture)
{
    private const string TumorSize = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tumor-size";
    private const string Course = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-course-summary";

    [Fact]
    public void Every_expected_failure_is_found()
    {
        var suite = SharedSuites.Require("mcode/invariant-tests");
        var lines = File.ReadAllLines(Path.Combine(suite, "tests_errors.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(13, lines.Count);
        Scoreboard.Add("mCODE's invariant cases: expected failures", "all found", $"{lines.Count(cells => IsFound(suite, cells))} of {lines.Count}");
        Assert.Empty(lines.Where(cells => !IsFound(suite, cells)).Select(cells => cells[0]));
    }

    [Theory]
    [InlineData("must-have-focus-or-specimen-invariant_specimen-only.json", TumorSize)]
    [InlineData("sushi-generated/Procedure-radiotherapy-treatment-valid-modality-technique-combos.json", Course)]
    public void What_keeps_to_the_rules_passes(string file, string profile) =>
        Assert.DoesNotContain(Validate(SharedSuites.Require("mcode/invariant-tests"), file, profile), issue => issue.Severity >= IssueSeverity.Error);

    private bool IsFound(string suite, string[] cells)
    {
        var name = Path.GetFileName(cells[0]);
        var file = File.Exists(Path.Combine(suite, name)) ? name : Path.Combine("sushi-generated", name);
        var errors = Validate(suite, file, cells[1].Trim()).Where(issue => issue.Severity >= IssueSeverity.Error).ToList();
        // Nothing else may be wrong with these files, so the expected rule is the only error.
        return errors.Count > 0 && errors.All(issue => issue.Expression.Split('.')[0] == cells[3] && IsRule(issue.Constraint, cells[4]));
    }

    private static bool IsRule(string? constraint, string expected) =>
        constraint == expected || (expected == "Invalid-TechniquesForPhotonBeamModality" && constraint?.StartsWith("TechniquesFor", StringComparison.OrdinalIgnoreCase) == true);

    private IReadOnlyList<Issue> Validate(string suite, string file, string profile) =>
        fixture.Validator.Validate(FhirDocument.Parse(File.ReadAllBytes(Path.Combine(suite, file)), fixture.Definitions.Names), [profile]).Issues;
}

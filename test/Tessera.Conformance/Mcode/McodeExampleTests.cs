using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Conformance.Mcode;

/// <summary>The examples that the mCODE package ships. The publisher's own validator finds no fault in them but those of its terminology server.</summary>
public sealed class McodeExampleTests(BuiltInDefinitions fixture)
{
    private const int Examples = 179;

    [Fact]
    public void All_examples_of_the_package_are_without_error() => AssertVerdicts("mCODE's examples", fixture.Definitions, valid: 71, notChecked: 108);

    [Fact]
    public void With_US_Core_more_of_them_can_be_checked()
    {
        var package = Path.Combine(SharedSuites.Require("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");
        var layers = Directory.CreateTempSubdirectory("tessera-conformance-");
        try
        {
            Assert.True(fixture.Definitions.TryAddPackage(package, layers.FullName, out var definitions, out var issue), issue?.Message);
            AssertVerdicts("mCODE's examples, US Core 6.1.0 added", definitions, valid: 121, notChecked: 58);
        }
        finally
        {
            layers.Delete(recursive: true);
        }
    }

    private static void AssertVerdicts(string suite, FhirDefinitions definitions, int valid, int notChecked)
    {
        var validator = new FhirValidator(definitions);
        var results = McodeExamples.Files().Select(file => validator.Validate(FhirDocument.Parse(File.ReadAllBytes(file), definitions.Names))).ToList();
        Assert.Equal(Examples, results.Count);
        Assert.Equal("", string.Join("\n", results.SelectMany(result => result.Issues).Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Expression}: {issue.Message}")));
        Assert.All(results.Where(result => result.Verdict == Verdict.Unchecked), result => Assert.Contains(result.Issues, issue => issue is { Type: IssueType.NotSupported, Missing.Length: > 0 }));
        Scoreboard.Add(
            suite, "0 errors",
            $"{results.Count(result => result.Verdict == Verdict.Invalid)} invalid, {results.Count(result => result.Verdict == Verdict.Valid)} valid, {results.Count(result => result.Verdict == Verdict.Unchecked)} not checked, of {results.Count}");
        Assert.Equal((valid, notChecked), (results.Count(result => result.Verdict == Verdict.Valid), results.Count(result => result.Verdict == Verdict.Unchecked)));
    }
}

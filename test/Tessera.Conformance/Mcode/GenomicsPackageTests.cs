using Tessera.Conformance.Snapshots;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Conformance.Mcode;

/// <summary>genomics-reporting 3.0.0, added as a centre would: its profiles tell slices apart by each other. mCODE needs 2.0.0, so of mCODE's examples
/// only those that claim profiles of both versions are invalid, for what 3.0.0 demands anew.</summary>
public sealed class GenomicsPackageTests(BuiltInDefinitions fixture) : IDisposable
{
    private readonly string package = StructureDefinitions.NodeModule("hl7.fhir.uv.genomics-reporting");
    private readonly DirectoryInfo layers = Directory.CreateTempSubdirectory("tessera-conformance-");

    public void Dispose() => layers.Delete(recursive: true);

    [Fact]
    public void Its_own_examples_are_without_error()
    {
        var results = Validate(Directory.GetFiles(Path.Combine(package, "example"), "*.json"));
        Assert.Equal("", Errors(results));
        Assert.Equal((139, 65), (results.Count(result => result.Verdict == Verdict.Valid), results.Count(result => result.Verdict == Verdict.Unchecked)));
    }

    [Fact]
    public void Examples_of_mCODE_lack_what_the_newer_version_demands()
    {
        var results = Validate(McodeExamples.Files());
        Assert.Equal(
            [
                "The code system http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-cod… has no code 'predicted-therapeutic-implication'.",
                "category (Classification of  type of observation) must stand at least 2 times; found 1.",
                "category needs the slice geCategory at least 1 times; found 0.",
            ],
            results.SelectMany(result => result.Issues).Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => issue.Message).Distinct().Order(StringComparer.Ordinal));
    }

    private List<ValidationResult> Validate(IEnumerable<string> files)
    {
        Assert.True(fixture.Definitions.TryAddPackage(package, layers.FullName, out var definitions, out var issue), issue?.Message);
        var validator = new FhirValidator(definitions);
        return files.Select(file => validator.Validate(FhirDocument.Parse(File.ReadAllBytes(file), definitions.Names))).ToList();
    }

    private static string Errors(IEnumerable<ValidationResult> results) =>
        string.Join("\n", results.SelectMany(result => result.Issues).Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Expression}: {issue.Message}"));
}

using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Validation;

namespace Tessera.Conformance.Mcode;

/// <summary>The examples that the mCODE package ships. The publisher's own validator finds no fault in them but those of its terminology server.</summary>
public sealed class McodeExampleTests(BuiltInDefinitions fixture)
{
    private const int Examples = 179;

    /// <summary>What nobody can load here even with US Core, each with the reason (ADR 0004).</summary>
    private static readonly SortedDictionary<string, string> NotToBeHad = new(StringComparer.Ordinal)
    {
        ["http://snomed.info/sct"] = "SNOMED CT needs a licence.",
        ["http://cancerstaging.org"] = "The staging manual of the AJCC needs a licence.",
        ["http://varnomen.hgvs.org"] = "HGVS is a notation without a list of codes.",
        ["http://unitsofmeasure.org"] = "The value set of time units asks UCUM for a property of its units, which no package holds.",
        ["http://loinc.org/vs/LL1971-2"] = "LOINC's answer lists are not shipped.",
        ["http://loinc.org/vs/LL4986-7"] = "LOINC's answer lists are not shipped.",
        ["http://loinc.org/vs/LL529-9"] = "LOINC's answer lists are not shipped.",
        ["http://cts.nlm.nih.gov/fhir/ValueSet/2.16.840.1.113762.1.4.1"] = "VSAC gives value sets to licensees only.",
        ["http://cts.nlm.nih.gov/fhir/ValueSet/2.16.840.1.114222.4.11.836"] = "VSAC gives value sets to licensees only.",
        ["http://cts.nlm.nih.gov/fhir/ValueSet/2.16.840.1.114222.4.11.837"] = "VSAC gives value sets to licensees only.",
        ["http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/diagnostic-implication"] = "The packages of npm have genomics-reporting 3.0.0; mCODE needs 2.0.0.",
        ["http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/msi"] = "The packages of npm have genomics-reporting 3.0.0; mCODE needs 2.0.0.",
        ["http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/therapeutic-implication"] = "The packages of npm have genomics-reporting 3.0.0; mCODE needs 2.0.0.",
        ["http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/tmb"] = "The packages of npm have genomics-reporting 3.0.0; mCODE needs 2.0.0.",
    };

    [Fact]
    public void The_53_profiles_compile_with_all_their_invariants()
    {
        var definitions = fixture.Definitions;
        var profiles = definitions.Urls(DefinitionKind.StructureDefinition, "hl7.fhir.us.mcode").ToList();
        Assert.Equal(53, profiles.Count);
        var faults = from url in profiles
                     let profile = definitions.FindStructure(url)!
                     from element in profile.Elements
                     from constraint in element.Constraints
                     where !FhirPathExpression.TryCompile(constraint.Expression, definitions, null, out _, out _)
                     select $"{profile.Name} {constraint.Key}";
        Assert.Empty(faults.Distinct());
        Assert.All(profiles, url => Assert.NotEmpty(definitions.FindStructure(url)!.Elements));
    }

    [Fact]
    public void All_examples_of_the_package_are_without_error() => AssertVerdicts("mCODE's examples", fixture.Definitions, valid: 71, notChecked: 108, missing =>
        Assert.DoesNotContain(missing, one => !NotToBeHad.ContainsKey(one) && !one.StartsWith("http://hl7.org/fhir/us/core/", StringComparison.Ordinal)));

    [Fact]
    public void With_US_Core_more_of_them_can_be_checked()
    {
        var package = Path.Combine(SharedSuites.Require("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");
        var layers = Directory.CreateTempSubdirectory("tessera-conformance-");
        try
        {
            Assert.True(fixture.Definitions.TryAddPackage(package, layers.FullName, out var definitions, out var issue), issue?.Message);
            AssertVerdicts("mCODE's examples, US Core 6.1.0 added", definitions, valid: 121, notChecked: 58, missing => Assert.Equal(NotToBeHad.Keys, missing));
        }
        finally
        {
            layers.Delete(recursive: true);
        }
    }

    private static void AssertVerdicts(string suite, FhirDefinitions definitions, int valid, int notChecked, Action<IEnumerable<string>> assertMissing)
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
        assertMissing(results.SelectMany(result => result.Issues).Where(issue => issue.Severity == IssueSeverity.Warning).Select(issue => issue.Missing).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }
}

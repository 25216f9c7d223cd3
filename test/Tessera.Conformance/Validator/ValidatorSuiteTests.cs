using Tessera.Fhir.Definitions;

namespace Tessera.Conformance.Validator;

/// <summary>HL7's validator suite (fhir-test-cases), its cases for R4 that are not about questionnaires. Agreement means: the same of valid
/// and invalid, and for what is invalid an error at one of the expected places at least. What is not checked is not invalid.</summary>
[Collection("one after another")] // it opens definitions for each case, which another test would see in the memory it measures
public sealed class ValidatorSuiteTests(BuiltInDefinitions fixture, ITestOutputHelper output)
{
    private const string Suite = "validator-r4";
    private const double Agreement = 0.95;
    private readonly FhirDefinitions definitions = fixture.Definitions;

    [Fact]
    public void Every_case_applies_or_is_left_out_for_a_reason()
    {
        var all = Cases().Select(test => test.Name).Order(StringComparer.Ordinal).ToArray();
        var (applicable, leftOut) = (CaseList.Applicable.Keys, CaseList.LeftOut.Keys);
        Assert.Empty(applicable.Intersect(leftOut));
        Assert.Equal(all, applicable.Concat(leftOut).Order(StringComparer.Ordinal));
        Assert.Empty(CaseList.Differences.Keys.Except(applicable));
    }

    [Fact]
    public void At_least_95_of_100_cases_in_JSON_agree_and_every_other_is_explained() => AssertAgreement(isJson: true);

    [Fact]
    public void At_least_90_of_100_cases_converted_from_XML_agree_and_every_other_is_explained() => AssertAgreement(isJson: false);

    private void AssertAgreement(bool isJson)
    {
        var folder = SharedSuites.Require(Suite);
        var layers = Directory.CreateTempSubdirectory("tessera-conformance-");
        try
        {
            var runner = new SuiteRunner(definitions, folder, layers.FullName);
            var applicable = Cases().Where(test => test.IsJson == isJson && CaseList.Applicable.ContainsKey(test.Name)).ToList();
            var differing = applicable.Select(test => (test.Name, Runs: runner.Run(test).Where(run => !run.Agrees).ToList())).Where(pair => pair.Runs.Count > 0).ToList();
            foreach (var (name, runs) in differing) output.WriteLine($"{name}: {CaseList.Differences.GetValueOrDefault(name, "NOT EXPLAINED")}\n{string.Join("\n", runs.Select(run => run.Show()))}");
            var agreed = applicable.Count - differing.Count;
            output.WriteLine($"{(isJson ? "given as JSON" : "converted from XML")}: {agreed} of {applicable.Count} agree ({100.0 * agreed / applicable.Count:F1} %)");
            Scoreboard.Add(
                $"official validator cases for R4, {(isJson ? "given as JSON" : "converted from XML")}", isJson ? "≥ 95 % agree" : "≥ 90 % agree",
                $"{agreed} of {applicable.Count} ({100.0 * agreed / applicable.Count:F1} %); each other one explained");
            var names = applicable.Select(test => test.Name).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(CaseList.Differences.Keys.Where(names.Contains).Order(StringComparer.Ordinal), differing.Select(pair => pair.Name).Order(StringComparer.Ordinal));
            Assert.True(agreed >= (isJson ? Agreement : 0.9) * applicable.Count);
        }
        finally
        {
            layers.Delete(recursive: true);
        }
    }

    private static IEnumerable<SuiteCase> Cases() => SuiteCase.ReadAll(SharedSuites.Require(Suite)).Where(test => test.Module != "questionnaire");
}

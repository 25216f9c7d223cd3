using Tessera.Fhir.Definitions;

namespace Tessera.Conformance.FhirPath;

/// <summary>The official FHIRPath suite for R4 (fhir-test-cases, r4/fhirpath/tests-fhir-r4.xml).</summary>
public sealed class OfficialFhirPathTests(BuiltInDefinitions fixture)
{
    private const string Suite = "fhirpath";
    private const int Cases = 935;

    private readonly FhirDefinitions definitions = fixture.Definitions;

    /// <summary>Cases in which we keep to the specification where the suite does not, by name, each with the reason.</summary>
    private static readonly Dictionary<string, string> Exclusions = new(StringComparer.Ordinal)
    {
    };

    public static IEnumerable<TheoryDataRow<int, string>> Numbers() => SharedSuites.Find(Suite) is { } folder
        ? FhirPathCase.ReadAll(Path.Combine(folder, "tests-fhir-r4.xml")).Select(test => new TheoryDataRow<int, string>(test.Number, test.ToString()))
        : [new TheoryDataRow<int, string>(0, "../shared/suites/fhirpath is not here")];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_official_case_gives_the_expected_result(int number, string name)
    {
        var folder = SharedSuites.Require(Suite);
        var test = FhirPathCase.ReadAll(Path.Combine(folder, "tests-fhir-r4.xml"))[number - 1];
        if (Exclusions.TryGetValue(test.Name, out var reason)) Assert.Skip(reason);
        var difference = new FhirPathCaseRunner(definitions, folder).Run(test);
        Assert.True(difference is null, $"{name}: {test.Expression} {difference}");
    }

    [Fact]
    public void At_least_930_of_the_935_official_cases_pass_and_every_other_is_named()
    {
        var folder = SharedSuites.Require(Suite);
        var cases = FhirPathCase.ReadAll(Path.Combine(folder, "tests-fhir-r4.xml"));
        var runner = new FhirPathCaseRunner(definitions, folder);
        var failed = cases.Where(test => runner.Run(test) is not null).Select(test => test.Name).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(Cases, cases.Count);
        Assert.Equal(Exclusions.Keys.Order(StringComparer.Ordinal), failed);
        Assert.True(cases.Count - failed.Length >= 930);
    }
}

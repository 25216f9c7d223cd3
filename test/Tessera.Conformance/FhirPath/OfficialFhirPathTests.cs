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
        ["testPlusDate19"] = "0.1 's' is dropped; the specification ignores decimals only above seconds (http://hl7.org/fhirpath/N1/#datetime-arithmetic).",
        ["HighBoundaryDateTimeMillisecond1"] = "The last moment of 08 o'clock is expected as 08:00:59.999; it is 08:59:59.999 (http://hl7.org/fhirpath/#highboundaryprecision-integer-decimal--date--datetime--time).",
        ["HighBoundaryDateTimeMillisecond3"] = "The same expression as HighBoundaryDateTimeMillisecond1.",
    };

    private static readonly Lazy<IReadOnlyList<FhirPathCase>> All = new(() =>
        SharedSuites.Find(Suite) is { } folder ? FhirPathCase.ReadAll(Path.Combine(folder, "tests-fhir-r4.xml")) : []);

    public static IEnumerable<TheoryDataRow<int, string>> Numbers() => All.Value.Count > 0
        ? All.Value.Select(test => new TheoryDataRow<int, string>(test.Number, test.ToString()))
        : [new TheoryDataRow<int, string>(0, "../shared/suites/fhirpath is not here")];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_official_case_gives_the_expected_result(int number, string name)
    {
        var folder = SharedSuites.Require(Suite);
        var test = All.Value[number - 1];
        if (Exclusions.TryGetValue(test.Name, out var reason)) Assert.Skip(reason);
        var difference = new FhirPathCaseRunner(definitions, folder).Run(test);
        Assert.True(difference is null, $"{name}: {test.Expression} {difference}");
    }

    [Fact]
    public void At_least_930_of_the_935_official_cases_pass_and_every_other_is_named()
    {
        var folder = SharedSuites.Require(Suite);
        var cases = All.Value;
        var runner = new FhirPathCaseRunner(definitions, folder);
        var failed = cases.Where(test => runner.Run(test) is not null).Select(test => test.Name).Order(StringComparer.Ordinal).ToArray();
        Scoreboard.Add("official FHIRPath cases for R4", "≥ 930 of 935", $"{cases.Count - failed.Length} of {cases.Count}; the others named with their reasons");
        Assert.Equal(Cases, cases.Count);
        Assert.Equal(Exclusions.Keys.Order(StringComparer.Ordinal), failed);
        Assert.True(cases.Count - failed.Length >= 930);
    }
}

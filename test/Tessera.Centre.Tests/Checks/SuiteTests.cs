using Tessera.Centre.Checks;
using Tessera.Centre.Checks.Running;
using Tessera.Centre.Checks.Suites;
using Tessera.Fhir.Path;

namespace Tessera.Centre.Tests.Checks;

/// <summary>The suites themselves: a mistake in one would check nothing.</summary>
public sealed class SuiteTests(BuiltInDefinitions definitions)
{
    private static readonly string[] Always = ["unique", "base", "now", "each"];

    public static TheoryData<string> Names() => [.. CheckSuites.Names];

    [Fact]
    public void The_FHIR_suite_has_at_least_250_cases() => Assert.True(CheckSuites.Load("fhir-r4").Cases.Count >= 250);

    [Fact]
    public void The_sender_suite_writes_nothing()
    {
        var suite = CheckSuites.Load("mcode-sender");
        Assert.False(suite.Writes);
        Assert.All(suite.Cases, one => Assert.True(one.Given.Count == 0 && one.Steps.All(step => step.Method is "GET" or "HEAD"), one.Id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_case_names_its_section_and_sends_something(string name) =>
        Assert.All(CheckSuites.Load(name).Cases, one => Assert.True(Uri.TryCreate(one.Section, UriKind.Absolute, out _) && one.Title.Length > 10 && one.Steps.Count > 0, one.Id));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_expects_something(string name) =>
        Assert.All(CheckSuites.Load(name).Cases, one => Assert.True(one.Steps.Any(Expects), one.Id));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_variable_is_known_where_it_is_used(string name) => Assert.All(CheckSuites.Load(name).Cases, one =>
    {
        var known = Always.ToHashSet();
        foreach (var (given, body) in one.Given)
        {
            Assert.Subset(known, CheckVariables.NamesIn(body).ToHashSet());
            known.Add(given);
        }

        foreach (var step in one.Steps)
        {
            Assert.Subset(known, CheckVariables.NamesIn($"{step.Target} {step.Body} {string.Concat(step.Headers)}").ToHashSet());
            if (step.As is not null) known.Add(step.As);
            Assert.Subset(known, CheckVariables.NamesIn($"{string.Concat(step.Has)} {string.Concat(step.Expect)} {step.Unless} {step.Why}").ToHashSet());
            if (step.Keeps is not null) Assert.Contains(step.Keeps, known);
            known.UnionWith(step.Let.Select(pair => pair.Key));
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_expression_is_FHIRPath(string name) => Assert.All(CheckSuites.Load(name).Cases.SelectMany(one => one.Steps), step =>
    {
        var each = step.Each is null or "types" or "searches" ? [] : new[] { step.Each };
        var taken = step.Let.Select(pair => pair.Value).Where(value => !value.StartsWith("header ", StringComparison.Ordinal));
        var condition = step.Unless is null or "no body" || step.Unless.StartsWith("status ", StringComparison.Ordinal) ? [] : new[] { step.Unless };
        foreach (var expression in step.Expect.Concat(taken).Concat(each).Concat(condition))
            Assert.True(FhirPathExpression.TryCompile(expression, definitions.Definitions, null, out _, out var issue, new FhirPathOptions { AllowUnknown = true }), $"{expression}: {issue?.Message}");
    });

    [Theory]
    [InlineData("cases:\n- {id: a, titel: A}", "x, line 2: 'titel' is not known here")]
    [InlineData("cases:\n- {id: a, title: A, section: s, steps: [{do: GET x, expects: y}]}", "'expects' is not known here")]
    [InlineData("cases:\n- {id: a, title: A}", "'section' is missing")]
    [InlineData("cases:\n- {id: a, title: A, section: s, steps: [GET]}", "a request is a method and a path")]
    [InlineData("cases:\n- {id: a, title: A, section: s}\n- {id: a, title: A, section: s}", "two cases are called 'a'")]
    [InlineData("cases:\n- {", "x, line ")]
    public void A_mistake_in_a_suite_is_told_with_its_place(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => SuiteReader.Read("x", [("x", yaml)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{a: 1.10, b: '1.10', c: true, d: 'true', e: null, f: 2020-01-01, g: 007}", """{"a":1.10,"b":"1.10","c":true,"d":"true","e":null,"f":"2020-01-01","g":"007"}""")]
    [InlineData("- &x {k: v}\n- *x", """[{"k":"v"},{"k":"v"}]""")]
    public void YAML_becomes_the_JSON_that_it_means(string yaml, string json) =>
        Assert.Equal(json, SuiteReader.Read("x", [("x", $"cases:\n- id: a\n  title: A\n  section: s\n  steps:\n  - do: POST X\n    body:\n{Indented(yaml)}")]).Cases[0].Steps[0].Body);

    private static string Indented(string yaml) => string.Concat(yaml.Split('\n').Select(line => $"      {line}\n"));

    private static bool Expects(CheckStep step) =>
        step.Statuses.Count > 0 || step.Expect.Count > 0 || step.Finds is not null || step.Includes is not null || step.Keeps is not null || step.Valid is not null || step.Has.Count > 0;
}

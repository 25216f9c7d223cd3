using Tessera.Fhir.Path;

namespace Tessera.Fhir.Tests.Path;

public sealed class LanguageTests(BuiltInDefinitions fixture) : FhirPathTestBase(fixture)
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 | 2 | 2 | 3).count()", "3")]
    [InlineData("10 div 3 + 10 mod 3", "4")]
    [InlineData("'a' & {} & 'b'", "ab")]
    [InlineData("1.10 + 0.1", "1.20")]
    [InlineData("5L.type().name", "Long")]
    [InlineData("'äöü😀'.length()", "4")]
    [InlineData("'äöü😀'.substring(3)", "😀")]
    [InlineData("'äöü😀x'.indexOf('x')", "4")]
    [InlineData("'a-b-a'.lastIndexOf('a')", "4")]
    [InlineData("('b' | 'a' | 'c').sort($this desc).join(',')", "c,b,a")]
    [InlineData("(1 | 2 | 3 | 4).where($index > 1).select($this * $index).join()", null)]
    [InlineData("(3 | 1 | 2).aggregate(iif($total.empty(), $this, iif($this > $total, $this, $total)))", "3")]
    [InlineData("defineVariable('x', 5).select(%x + 1)", "6")]
    [InlineData("(1 | 2).select(defineVariable('y', $this * 2).select(%y)).last()", "4")]
    [InlineData("coalesce({}, 7, 8)", "7")]
    [InlineData("1.repeat(iif($this < 5, $this + 1)).count()", "4")]
    [InlineData("@2024-02-29 + 1 year", "2025-02-28")]
    [InlineData("@2024-01-31 + 1 month", "2024-02-29")]
    [InlineData("@T23:30 + 1 hour", "00:30")]
    [InlineData("@2024-03-01T00:00:00Z.yearOf()", "2024")]
    [InlineData("@2024-03-01T10:20:30.400+02:00.timeOf()", "10:20:30.400")]
    [InlineData("1 'g' + 500 'mg'", "1500 'mg'")]
    [InlineData("37 'Cel' > 98 '[degF]'", "true")]
    [InlineData("120 'mm[Hg]' = 12 'cm[Hg]'", "true")]
    [InlineData("1 'mmol/L' < 1 'mol/m3'", "false")]
    [InlineData("5 '[iU]' = 5 '1'", null)]
    [InlineData("'1'.toQuantity('kg').empty()", "true")]
    [InlineData("'2 \\'g\\''.toQuantity('mg')", "2000 'mg'")]
    [InlineData("`Patient` is FHIR.Patient", "true")]
    [InlineData("Patient.is('Patient')", "true")]
    [InlineData("%`ext-x` & %'vs-y'", "http://hl7.org/fhir/StructureDefinition/xhttp://hl7.org/fhir/ValueSet/y")]
    public void An_expression_gives(string expression, string? expected)
    {
        if (expected is null)
        {
            if (expression.Contains("join", StringComparison.Ordinal)) Fails(expression);
            else Assert.Empty(Run(expression));
            return;
        }
        Assert.Equal([expected], Run(expression));
    }

    [Theory]
    [InlineData("1 +")]
    [InlineData("(1")]
    [InlineData("'open")]
    [InlineData("a..b")]
    [InlineData("$that")]
    [InlineData("@2024-13")]
    [InlineData("@T14:30Z")]
    [InlineData("1 2")]
    [InlineData("foo(1,)")]
    [InlineData("/* open")]
    [InlineData("#")]
    [InlineData("99999999999999999999999999999999999999999")]
    [InlineData("")]
    public void A_faulty_expression_is_refused_with_a_place(string expression)
    {
        var issue = Refused(expression);
        Assert.True(issue.Line >= 1 && issue.Column >= 1 && issue.Message.Length > 10);
    }

    [Theory]
    [InlineData("unknownFunction()")]
    [InlineData("name.first(1)")]
    [InlineData("1.startsWith('a')")]
    [InlineData("identifier.upper()")]
    [InlineData("name + 1")]
    [InlineData("true + 1")]
    [InlineData("1.foo")]
    [InlineData("gender is Citation")]
    [InlineData("defineVariable('ucum', 1)")]
    [InlineData("defineVariable('a', 1).defineVariable('a', 2)")]
    public void A_fault_of_meaning_is_found_before_running(string expression) => Refused(expression, "Patient");

    [Theory]
    [InlineData("(1 | 2).toString()")]
    [InlineData("(1 | 'a').allTrue()")]
    [InlineData("%nothing")]
    [InlineData("(1 | 2) + 1")]
    [InlineData("iif(true, 1 > 'a')")]
    public void A_fault_that_shows_only_when_running_is_an_issue(string expression) => Fails(expression);

    [Fact]
    public void What_a_variable_defines_ends_with_its_chain() => Fails("defineVariable('x', 1).exists() and %x = 1");

    [Fact]
    public void Variables_of_the_caller_are_values()
    {
        var environment = new FhirPathContext
        {
            Variables = new Dictionary<string, IReadOnlyList<FhirPathValue>> { ["limit"] = [FhirPathValue.Of(3)], ["names"] = [FhirPathValue.Of("a"), FhirPathValue.Of("b")] },
        };
        Assert.Equal(["true"], Run("2 < %limit and 'b' in %names", environment: environment));
    }

    [Fact]
    public void Now_is_the_callers_clock_and_stands_still()
    {
        var environment = new FhirPathContext { Clock = new FixedClock() };
        Assert.Equal(["2024-05-06T07:08:09.010Z", "2024-05-06", "07:08:09.010"], Run("now() | today() | timeOfDay()", environment: environment));
        Assert.Equal(["true"], Run("now() = now()"));
    }

    [Fact]
    public void Trace_is_shown_to_the_caller_only()
    {
        var seen = new List<string>();
        var environment = new FhirPathContext { Trace = (name, value) => seen.Add($"{name}:{value}") };
        Assert.Equal(["2"], Run("('a' | 'b').trace('t').count()", environment: environment));
        Assert.Equal(["t:a", "t:b"], seen);
    }

    [Fact]
    public void A_disposed_result_cannot_be_read()
    {
        var result = Compile("'a'").Evaluate(Parse("{}").Root);
        result.Dispose();
        Assert.Throws<ObjectDisposedException>(() => result.Count);
    }

    [Fact]
    public async Task An_expression_runs_on_many_threads_at_once()
    {
        var expression = Compile("name.where(use = 'official').given.select($this & 'x').join(',')", "Patient");
        var documents = Enumerable.Range(0, 8).Select(i => Parse($$"""{"resourceType":"Patient","name":[{"use":"official","given":["{{i}}","b"]}]}""")).ToArray();
        await Parallel.ForAsync(0, 2000, Cancel, (i, _) =>
        {
            using var result = expression.Evaluate(documents[i % 8].Root);
            Assert.Equal($"{i % 8}x,bx", result.Values[0].ToString());
            return ValueTask.CompletedTask;
        });
    }

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2024, 5, 6, 7, 8, 9, 10, TimeSpan.Zero);
    }
}

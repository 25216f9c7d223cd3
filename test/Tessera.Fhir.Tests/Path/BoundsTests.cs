using System.Diagnostics;
using System.Text;

namespace Tessera.Fhir.Tests.Path;

public sealed class BoundsTests(BuiltInDefinitions fixture) : FhirPathTestBase(fixture)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10); // a second on a machine of one's own; tests share theirs

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("-", "1", "")]
    [InlineData("iif(true, ", "1", ")")]
    [InlineData("", "1", ".toString()")]
    [InlineData("", "a", "[0]")]
    [InlineData("", "1", " - 1")]
    [InlineData("", "1", " = 1")]
    public void Deep_nesting_is_an_issue_and_no_overflow(string before, string middle, string after)
    {
        var text = string.Concat(Enumerable.Repeat(before, 5000)) + middle + string.Concat(Enumerable.Repeat(after, 5000));
        Assert.Equal(IssueType.TooCostly, Timed(() => Refused(text)).Type);
    }

    [Theory]
    [InlineData(" or ")]
    [InlineData(" and ")]
    [InlineData(" | ")]
    [InlineData(" & ")]
    [InlineData(" + ")]
    public void Long_chains_of_one_operator_are_no_nesting(string symbol)
    {
        var operand = symbol switch { " or " or " and " => "true", " + " => "1", _ => "'a'" };
        var text = string.Join(symbol, Enumerable.Repeat(operand, 20_000));
        using var result = Timed(() => Compile(text).Evaluate(Parse("{}").Root));
        Assert.Equal(1, result.Count);
    }

    [Fact]
    public void An_expression_of_a_mebibyte_is_read_and_a_longer_one_refused()
    {
        var text = "'" + new string('x', (1 << 20) - 20) + "'.length()";
        Assert.Equal([$"{(1 << 20) - 20}"], Timed(() => Run(text)));
        Assert.Equal(IssueType.TooLong, Refused(text + new string(' ', 100)).Type);
    }

    [Theory]
    [InlineData("1.repeat($this + 1)")]
    [InlineData("'a'.repeat($this & 'a')")]
    [InlineData("1.repeatAll($this)")]
    [InlineData("children().select(%resource.descendants().select(%resource.descendants().select(%resource.descendants().select(%resource.descendants()))))")]
    [InlineData("children().repeat($this.select(%resource.descendants()).combine(1)).combine(1).repeatAll($this)")]
    [InlineData("(1|2|3|4|5|6|7|8|9).select(%resource.descendants().combine(%resource.descendants())).select(%resource.descendants().select(%resource.descendants())).combine(1)")]
    public void Work_without_end_is_an_issue(string expression)
    {
        var document = "{\"resourceType\":\"Patient\",\"name\":[" + string.Join(",", Enumerable.Repeat("""{"given":["a","b"]}""", 40)) + "]}";
        Assert.Equal(IssueType.TooCostly, Timed(() => Fails(expression, document)).Type);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|a)*b")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    public void Regular_expressions_take_linear_time(string pattern)
    {
        var text = new string('a', 50_000) + "!";
        Timed(() => Run($"text.status.matches('{pattern}')", $$$"""{"resourceType":"Patient","text":{"status":"{{{text}}}"}}"""));
    }

    [Fact]
    public void A_regular_expression_that_needs_backtracking_has_a_time_limit()
    {
        var text = new string('a', 50_000) + "!";
        Assert.Equal(IssueType.TooCostly, Timed(() => Fails(@"'(x)?'.matches('y') or text.status.matches('(a+)+\\1$')", $$$"""{"resourceType":"Patient","text":{"status":"{{{text}}}"}}""")).Type);
    }

    [Fact]
    public void A_text_that_doubles_is_stopped()
    {
        var text = new StringBuilder("'0123456789'");
        for (var i = 0; i < 60; i++) text.Append(".replace('', '0123456789')");
        Assert.Equal(IssueType.TooCostly, Timed(() => Fails(text.ToString())).Type);
    }

    [Fact]
    public void A_large_union_takes_time_in_proportion_to_its_size()
    {
        var items = string.Join(",", Enumerable.Range(0, 100_000).Select(i => $$"""{"given":["n{{i % 50_000}}"]}"""));
        Assert.Equal(["50000"], Timed(() => Run("name.given.distinct().count()", $$"""{"resourceType":"Patient","name":[{{items}}]}""")));
    }

    private static T Timed<T>(Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        Assert.True(watch.Elapsed < Bound, $"took {watch.Elapsed}");
        return result;
    }
}

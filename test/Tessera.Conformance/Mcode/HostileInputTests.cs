using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Conformance.Mcode;

/// <summary>What nobody should send: each gets an outcome soon, nothing throws, and memory goes back to what it was. <c>bench hostile</c> measures
/// the time; the bound here only ends what would never end.</summary>
[Collection("one after another")]
public sealed class HostileInputTests(BuiltInDefinitions fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Kinds => [.. HostileInputs.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_gets_an_outcome(string kind)
    {
        var bytes = HostileInputs.All[kind]();
        var result = await Task.Run(() => Outcome(bytes), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.NotEmpty(result);
        Assert.InRange(result.Count, 1, 2_001);
        Assert.All(result, issue => Assert.InRange(issue.Message.Length, 1, 2_000));
    }

    [Theory]
    [InlineData("id.matches('(a+)+$')")]
    [InlineData("id.replaceMatches('(a|a)*b', 'x')")]
    [InlineData("repeat($this)")]
    [InlineData("repeat(descendants() | $this).count()")]
    [InlineData("descendants().select(descendants()).select(descendants()).select(descendants()).count()")]
    [InlineData("iif(true, descendants() & 'x', 'y')")]
    [InlineData("'a'.replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa')")]
    public async Task An_expression_without_end_comes_to_one(string text)
    {
        var patient = FhirDocument.Parse($$"""{"resourceType":"Patient","id":"{{new string('a', 40)}}!","name":[{{string.Join(',', Enumerable.Repeat("""{"given":["a","b"],"family":"c"}""", 200))}}]}""", fixture.Definitions.Names);
        Assert.True(FhirPathExpression.TryCompile(text, fixture.Definitions, "Patient", out var expression, out var issue), issue?.Message);
        await Task.Run(
            () =>
            {
                using var result = expression.Evaluate(patient.Root);
                Assert.True(result.IsSuccess || result.Issue.Message.Length > 0);
            },
            TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void No_byte_that_changes_makes_the_validator_throw()
    {
        var random = new Random(20241122);
        var invalid = 0;
        foreach (var file in McodeExamples.Files())
        {
            var original = File.ReadAllBytes(file);
            for (var round = 0; round < 25; round++)
            {
                var bytes = (byte[])original.Clone();
                for (var change = random.Next(1, 4); change > 0; change--) Change(ref bytes, random);
                if (Outcome(bytes).Any(issue => issue.Severity >= IssueSeverity.Error)) invalid++;
            }
        }
        Assert.InRange(invalid, 1000, 179 * 25);
    }

    private IReadOnlyList<Issue> Outcome(byte[] bytes) =>
        FhirDocument.TryParse(bytes, fixture.Definitions.Names, out var document, out var issue) ? fixture.Validator.Validate(document).Issues : [issue];

    private static void Change(ref byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
                break;
            default:
                bytes = [.. bytes[..at], .. "\"[]{},:01e-.\\u0000nulltrue"u8.ToArray().AsSpan(random.Next(20), 4), .. bytes[at..]];
                break;
        }
    }
}

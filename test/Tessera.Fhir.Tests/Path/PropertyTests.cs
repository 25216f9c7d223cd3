using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Fhir.Path;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Tests.Path;

public sealed class PropertyTests(BuiltInDefinitions fixture) : FhirPathTestBase(fixture)
{
    private static readonly string[] Pieces =
    [
        "name", "given", "Patient", "$this", "$index", "$total", "%resource", "%x", "1", "2.5", "'a'", "@2024-01", "@T10:00", "4 days", "1 'mg'", "{}", "true", "(", ")", "[", "]", ".",
        ",", "+", "-", "*", "/", "|", "&", "=", "!=", "~", "<", ">=", " and ", " or ", " implies ", " in ", " is ", " as ", " div ", " mod ", "where(", "select(", "exists()", "first()",
        "children()", "descendants()", "repeat(", "aggregate(", "iif(", "ofType(", "toString()", "toQuantity()", "sort(", "matches(", "lowBoundary()", "resolve()", "extension('u')", "\\", "`", "'",
    ];

    private const int Most = 40;

    private const string Json = """
        {"resourceType":"Patient","id":"1","name":[{"given":["a","b"],"_given":[null,{"id":"x"}],"family":"é"},{"use":"official"}],"birthDate":"1970-02",
         "multipleBirthInteger":2,"extension":[{"url":"u","valueQuantity":{"value":1.0,"code":"mg"}}],"managingOrganization":{"reference":"#"}}
        """;

    [Fact]
    public void No_text_makes_the_compiler_or_the_engine_throw()
    {
        var root = Parse(Json).Root;
        var texts = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            if (!FhirPathExpression.TryCompile(text, Definitions, null, out var expression, out var issue)) return issue is { Line: >= 1, Column: >= 1 };
            using var result = expression.Evaluate(root);
            return result.IsSuccess || result.Issue.Message.Length > 0;
        }).Check(Seeded.Config.WithMaxTest(3000).WithEndSize(30));
    }

    [Fact]
    public void A_name_without_letters_reaches_nothing()
    {
        Assert.True(FhirPathExpression.TryCompile("``", Definitions, null, out var expression, out _));
        using var result = expression.Evaluate(Parse(Json).Root);
        Assert.Equal(0, result.Count);
    }

    [Fact]
    public void No_sequence_of_characters_makes_the_compiler_throw() => Prop.ForAll<string>(text =>
        FhirPathExpression.TryCompile(text ?? "", Definitions, "Patient", out _, out var issue) || issue is not null).Check(Seeded.Config.WithMaxTest(1000));

    [Fact]
    public void A_text_literal_is_the_text() => Prop.ForAll<NonNull<string>>(text =>
    {
        var utf8 = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)); // lone surrogates are no characters
        var literal = "'" + utf8.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
        return Run(literal) is [var result] && result == utf8;
    }).Check(Seeded.Config);

    [Fact]
    public void A_decimal_keeps_its_digits() => Prop.ForAll<int, byte>((digits, scale) =>
    {
        var number = new decimal(Math.Abs((long)digits) is var size ? (int)(size & int.MaxValue) : 0, 0, 0, false, (byte)(scale % 20));
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Run(text) is [var result] && result == text;
    }).Check(Seeded.Config);

    [Fact]
    public void A_moment_is_written_as_it_was_read() => Prop.ForAll<DateTime, byte>((moment, precision) =>
    {
        var text = (precision % 7) switch
        {
            0 => $"{moment:yyyy}",
            1 => $"{moment:yyyy-MM}",
            2 => $"{moment:yyyy-MM-dd}",
            3 => $"{moment:yyyy-MM-dd}T{moment:HH:mm}",
            4 => $"{moment:yyyy-MM-dd}T{moment:HH:mm:ss}Z",
            5 => $"{moment:yyyy-MM-dd}T{moment:HH:mm:ss.fff}+02:00",
            _ => $"{moment:yyyy-MM-dd}T{moment:HH:mm:ss.fffffff}-11:30",
        };
        return TemporalText.TryDateTime(Encoding.UTF8.GetBytes(text), out var read) && read.ToString() == text && PartialDateTime.Compare(read, read) == 0;
    }).Check(Seeded.Config);

    [Fact]
    public void The_order_of_two_moments_turns_round_with_them() => Prop.ForAll<DateTime, DateTime, byte>((first, second, shape) =>
    {
        var a = new PartialDateTime(first.Ticks, TemporalPrecision.Second, 7, (shape & 1) == 0 ? null : 60);
        var b = new PartialDateTime(PartialDateTime.Truncate(second, (TemporalPrecision)(shape % 6)).Ticks, (TemporalPrecision)(shape % 6), 0, (shape & 2) == 0 ? null : -300);
        return PartialDateTime.Compare(a, b) == -PartialDateTime.Compare(b, a);
    }).Check(Seeded.Config);

    [Fact]
    public void Union_is_a_set() => Prop.ForAll<NonNull<byte[]>, NonNull<byte[]>>((first, second) =>
    {
        var (a, b) = (List(first.Get), List(second.Get));
        var expected = first.Get.Take(Most).Concat(second.Get.Take(Most)).Distinct().Count();
        return Run($"(({a}) | ({b})).count()")[0] == $"{expected}" && Run($"({a}).union({b}).intersect(({b}).union({a})).count() = {expected}")[0] == "true";
    }).Check(Seeded.Config);

    private static string List(byte[] values) => values.Length == 0 ? "{}" : string.Join(".combine(", values.Take(Most)) + new string(')', Math.Min(values.Length, Most) - 1);
}

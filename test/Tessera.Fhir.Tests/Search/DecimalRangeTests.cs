using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Tests.Search;

public sealed class DecimalRangeTests
{
    // The table of https://hl7.org/fhir/R4/search.html#number and the quantity example beside it.
    [Theory]
    [InlineData("100", 99.5, 100.5)]
    [InlineData("100.00", 99.995, 100.005)]
    [InlineData("1e2", 95, 105)]
    [InlineData("1.0e2", 95, 105)]
    [InlineData("10e1", 95, 105)]
    [InlineData("54e-1", 5.35, 5.45)]
    [InlineData("5.4", 5.35, 5.45)]
    [InlineData("0.54e1", 5.35, 5.45)]
    [InlineData("-5.4", -5.45, -5.35)]
    [InlineData("0", -0.5, 0.5)]
    public void The_digits_of_a_number_say_how_exact_it_is(string text, double low, double high)
    {
        Assert.True(DecimalRange.TryParse(text, out var range));
        Assert.Equal((low, high), (range.Low, range.High));
    }

    [Theory]
    [InlineData("")]
    [InlineData("five")]
    [InlineData("1,5")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    public void What_is_no_number_is_refused(string text) => Assert.False(DecimalRange.TryParse(text, out _));
}

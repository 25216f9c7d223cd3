using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tests.Mapping;

public sealed class MeasuredValueTests
{
    [Theory]
    [InlineData("66.89 [in_i]", null, "66.89", "[in_i]", "[in_i]")]
    [InlineData("185 [lb_av]", null, "185", "[lb_av]", "[lb_av]")]
    [InlineData("70 /min", null, "70", "/min", "/min")]
    [InlineData("<0.10ng/mL", "<", "0.10", "ng/mL", "ng/mL")]
    [InlineData(">= 5", ">=", "5", null, null)]
    [InlineData("007.50 mg", null, "7.50", "mg", "mg")]
    [InlineData(".5 %", null, "0.5", "%", "%")]
    [InlineData("3.2 10*3/uL", null, "3.2", "10*3/uL", "10*3/uL")]
    [InlineData("120 mmHg", null, "120", "mmHg", "mm[Hg]")]
    [InlineData("4 blobs", null, "4", "blobs", null)]
    public void Numbers_keep_their_digits_and_units_their_spelling(string text, string? comparator, string number, string? unit, string? code)
    {
        var value = MeasuredValue.Read(text)!.Value;
        Assert.Equal((comparator, number, unit, code), (value.Comparator, value.Number, value.Unit, value.UnitCode));
    }

    [Theory]
    [InlineData("positive")]
    [InlineData("1:128")]
    [InlineData("120/80")]
    [InlineData("2020-01-01")]
    [InlineData("1,234")]
    public void Other_texts_are_not_numbers(string text) => Assert.Null(MeasuredValue.Read(text));
}

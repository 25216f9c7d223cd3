using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tests.Mapping;

/// <summary>Numbers as files write them: what can be read in one way is read, everything else is refused with a reason.</summary>
public sealed class SourceNumberTests
{
    [Theory]
    [InlineData("4,5", "4.5")]
    [InlineData("0,5", "0.5")]
    [InlineData(",5", "0.5")]
    [InlineData("12", "12")]
    [InlineData("1234,5", "1234.5")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("-12.345.678,90", "-12345678.90")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,5E3", "1.5E3")]
    [InlineData("1,234", "1.234")]
    public void Beside_a_decimal_comma_points_may_only_group_by_three(string cell, string number)
    {
        Assert.Equal(number, SourceNumber.Read(cell, ',', null).Value?.Number);
        var swapped = string.Concat(cell.Select(letter => letter switch { ',' => '.', '.' => ',', _ => letter }));
        Assert.Equal(number, SourceNumber.Read(swapped, '.', null).Value?.Number);
    }

    [Theory]
    [InlineData("4.5")]
    [InlineData("12.75")]
    [InlineData("0.5")]
    [InlineData("0.123")]
    [InlineData("1,234.5")]
    [InlineData("1.2.3")]
    [InlineData("1.5E3")]
    [InlineData("1.234E3")]
    [InlineData("1234.567")]
    [InlineData("1.23,4")]
    [InlineData("1,2,3")]
    [InlineData("1,234,567")]
    [InlineData("1..234,5")]
    [InlineData("01.234,5")]
    [InlineData("1.234.56,7")]
    [InlineData("<4.5")]
    [InlineData("4.5 mg/dL")]
    [InlineData("12.03.2021")]
    public void What_is_written_otherwise_is_refused_and_never_read_as_another_number(string cell)
    {
        var read = SourceNumber.Read(cell, ',', null);
        Assert.Equal((null, "the number is not written with a decimal comma and groups of three digits"), (read.Value, read.Reason));
        var swapped = string.Concat(cell.Select(letter => letter switch { ',' => '.', '.' => ',', _ => letter }));
        Assert.Equal((null, "the number is not written with a decimal point and groups of three digits"), (SourceNumber.Read(swapped, '.', null).Value, SourceNumber.Read(swapped, '.', null).Reason));
    }

    [Fact]
    public void A_number_that_could_be_two_is_read_only_with_a_stated_grouping()
    {
        var read = SourceNumber.Read("1.234", ',', null);
        Assert.Equal((null, "the point may stand before the decimals or between the thousands"), (read.Value, read.Reason));
        Assert.Contains("grouping: \".\"", read.Fix, StringComparison.Ordinal);
        Assert.Null(SourceNumber.Read("1,234", '.', null).Value);
        Assert.Equal("1234", SourceNumber.Read("1.234", ',', '.').Value?.Number);
        Assert.Equal("1234", SourceNumber.Read("1,234", '.', ',').Value?.Number);
        Assert.Null(SourceNumber.Read("0.234", ',', '.').Value);
        Assert.Null(SourceNumber.Read("4.5", ',', '.').Value);
    }

    [Theory]
    [InlineData("12 345,6", ' ', "12345.6")]
    [InlineData("1\u202F234", ' ', "1234")]
    [InlineData("1\u00A0234\u00A0567", ' ', "1234567")]
    [InlineData("12\u2019345,6", '\'', "12345.6")]
    public void Spaces_and_apostrophes_group_where_the_mapping_says_so(string cell, char grouping, string number)
    {
        Assert.Equal(number, SourceNumber.Read(cell, ',', grouping).Value?.Number);
        Assert.NotEqual(number, SourceNumber.Read(cell, ',', null).Value?.Number);
        Assert.Null(SourceNumber.Read("1.234,5", ',', grouping).Value);
    }

    [Theory]
    [InlineData("<0,01", "<", "0.01", null)]
    [InlineData("≥ 1.234,5 ng/mL", ">=", "1234.5", "ng/mL")]
    [InlineData("4,5 10*3/uL", null, "4.5", "10*3/uL")]
    [InlineData("12,5 µg/l", null, "12.5", "µg/l")]
    public void Comparators_and_units_stay_what_they_are(string cell, string? comparator, string number, string? unit)
    {
        var value = SourceNumber.Read(cell, ',', null).Value!.Value;
        Assert.Equal((comparator, number, unit), (value.Comparator, value.Number, value.Unit));
    }

    [Theory]
    [InlineData("positive")]
    [InlineData("see note 1.5")]
    [InlineData("1,5 - 2,5 mg/dL")]
    [InlineData("1,5-2,5")]
    public void Words_and_ranges_are_no_numbers(string cell) => Assert.Equal((null, null), (SourceNumber.Read(cell, ',', null).Value, SourceNumber.Read(cell, ',', null).Reason));
}

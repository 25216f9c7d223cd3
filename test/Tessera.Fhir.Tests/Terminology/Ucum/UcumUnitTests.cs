using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Fhir.Tests.Terminology.Ucum;

public sealed class UcumUnitTests
{
    [Theory]
    [InlineData("mg/dL", "g.m-3", 10)]
    [InlineData("g/L", "g.m-3", 1000)]
    [InlineData("10*9/L", "m-3", 1e12)]
    [InlineData("10*3/uL", "m-3", 1e12)]
    [InlineData("mm[Hg]", "g.m-1.s-2", 133322)]
    [InlineData("kg/m2", "g.m-2", 1000)]
    [InlineData("mL/min/{1.73_m2}", "m3.s-1", 1.6666666666666667e-8)]
    [InlineData("{cells}/uL", "m-3", 1e9)]
    [InlineData("[lb_av]", "g", 453.59237)]
    [InlineData("cGy", "m2.s-2", 0.01)]
    [InlineData("m[iU]/L", "[iU].m-3", 1)]
    [InlineData("%", "", 0.01)]
    [InlineData("/min", "s-1", 0.016666666666666666)]
    [InlineData("(kg.m)/s2", "g.m.s-2", 1000)]
    [InlineData("dag", "g", 10)]
    public void A_code_is_reduced_to_base_units(string code, string dimension, double factor)
    {
        Assert.True(UcumUnit.TryParse(code, out var unit));
        Assert.Equal(dimension, unit.Dimension);
        Assert.Equal(factor, (double)unit.Factor.Mantissa * Math.Pow(10, unit.Factor.Exponent), Math.Abs(factor) * 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kgg")]
    [InlineData("m//s")]
    [InlineData("(m")]
    [InlineData("{open")]
    [InlineData("k[in_i]")]
    [InlineData("[lb")]
    [InlineData("m 2")]
    [InlineData("MG/DL")]
    public void What_is_no_code_is_refused(string code) => Assert.False(UcumUnit.TryParse(code, out _));

    [Theory]
    [InlineData("mg", "[oz_av]", true)]
    [InlineData("Cel", "[degF]", true)]
    [InlineData("mmol/L", "mg/dL", false)]
    [InlineData("[iU]", "[arb'U]", false)]
    [InlineData("[pH]", "1", false)]
    [InlineData("mol", "10*23", true)]
    public void Units_of_the_same_dimension_are_comparable(string first, string second, bool comparable)
    {
        Assert.True(UcumUnit.TryParse(first, out var a) & UcumUnit.TryParse(second, out var b));
        Assert.Equal(comparable, a!.IsComparable(b!));
    }

    [Fact]
    public void Long_products_and_deep_parentheses_are_no_danger()
    {
        Assert.False(UcumUnit.TryParse(new string('(', 200) + "m" + new string(')', 50), out _));
        Assert.False(UcumUnit.TryParse("10*999999999", out _));
        Assert.True(UcumUnit.TryParse("Ym100.Ym100", out _));
    }
}

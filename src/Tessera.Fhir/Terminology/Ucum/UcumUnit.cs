using System.Diagnostics.CodeAnalysis;

namespace Tessera.Fhir.Terminology.Ucum;

/// <summary>A unit of the Unified Code for Units of Measure, reduced to base units. See https://ucum.org/ucum</summary>
public sealed record UcumUnit
{
    internal UcumUnit(UcumFactor factor, string dimension, UcumScale scale) => (Factor, Dimension, Scale) = (factor, dimension, scale);

    /// <summary>How many of the base units one unit is.</summary>
    public UcumFactor Factor { get; }

    /// <summary>Product of powers of base units (and of arbitrary units, which stand for themselves), such as <c>g.m-3</c>; empty for numbers.</summary>
    public string Dimension { get; }

    /// <summary>How values on a scale with its own zero turn into base units.</summary>
    internal UcumScale Scale { get; }

    /// <summary>Whether two units measure the same thing, so that values can be compared.</summary>
    public bool IsComparable(UcumUnit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Dimension == other.Dimension && (Scale == other.Scale || (Scale != UcumScale.Other && other.Scale != UcumScale.Other));
    }

    /// <summary>Reads a unit.</summary>
    /// <param name="code">Case-sensitive UCUM code, such as <c>mg/dL</c> or <c>10*9/L</c>; text in braces is ignored, as UCUM has it.</param>
    /// <param name="unit">The unit, or null when the code is not UCUM or uses an atom that is not known here.</param>
    public static bool TryParse(string code, [NotNullWhen(true)] out UcumUnit? unit) => UcumParser.TryParse(code, out unit);

    /// <summary>The value in base units.</summary>
    public UcumFactor ToBase(decimal value) => Scale switch
    {
        UcumScale.Celsius => UcumFactor.Of(value + 273.15m),
        UcumScale.Fahrenheit => UcumFactor.Of((value + 459.67m) * 5m / 9m),
        _ => UcumFactor.Of(value).Times(Factor),
    };

    /// <summary>How a value becomes one in base units: times the first, over the second, plus the third; null for scales that no line describes.</summary>
    public (double Times, double Over, double Plus)? Line => Scale switch
    {
        UcumScale.Celsius => (1, 1, 273.15),
        UcumScale.Fahrenheit => (5, 9, 459.67 * 5 / 9),
        UcumScale.Ratio => ((double)Factor.Mantissa * Math.Pow(10, Math.Max(Factor.Exponent, 0)), Math.Pow(10, Math.Max(-Factor.Exponent, 0)), 0),
        _ => null,
    };

    /// <summary>The value of this unit that is so much in base units; null beyond the range of decimals.</summary>
    public decimal? FromBase(UcumFactor value) => Scale switch
    {
        UcumScale.Celsius => value.ToDecimal() - 273.15m,
        UcumScale.Fahrenheit => (value.ToDecimal() * 9m / 5m) - 459.67m,
        _ => value.Over(Factor).ToDecimal(),
    };
}

using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Terminology.Ucum;

/// <summary>Turns values of one unit into values of another that measures the same.</summary>
public sealed class UcumConversion
{
    /// <summary>The code system of UCUM units.</summary>
    public const string System = "http://unitsofmeasure.org";

    private readonly UcumUnit from;
    private readonly UcumUnit to;

    private UcumConversion(UcumUnit from, UcumUnit to) => (this.from, this.to) = (from, to);

    /// <summary>The conversion between two codes; null when a code is not understood or they measure different things.</summary>
    public static UcumConversion? Between(string from, string to) =>
        UcumUnit.TryParse(from, out var first) && UcumUnit.TryParse(to, out var second) ? Between(first, second) : null;

    /// <summary>The conversion between two units; null when they measure different things.</summary>
    public static UcumConversion? Between(UcumUnit from, UcumUnit to)
    {
        ArgumentNullException.ThrowIfNull(from);
        return from.IsComparable(to) && from.Scale != UcumScale.Other ? new UcumConversion(from, to) : null;
    }

    /// <summary>The value in the other unit.</summary>
    public double Convert(double value)
    {
        // Fifteen digits, as many as a double is sure of: 5.4 g are 5400 mg and not a trillionth more.
        if (Math.Abs(value) is > 1e27 or 0) return value == 0 && to.Scale == from.Scale ? 0 : Rough(value);
        return to.FromBase(from.ToBase((decimal)value)) is { } converted ? (double)converted : Rough(value);
    }

    /// <summary>A range in the other unit.</summary>
    public DecimalRange Convert(DecimalRange range) => new(Convert(range.Value), Convert(range.Low), Convert(range.High));

    private double Rough(double value) => to.Scale == UcumScale.Ratio && from.Scale == UcumScale.Ratio
        ? value * Size(from) / Size(to)
        : (double)(to.FromBase(from.ToBase((decimal)value)) ?? 0);

    private static double Size(UcumUnit unit) => (double)unit.Factor.Mantissa * Math.Pow(10, unit.Factor.Exponent);
}

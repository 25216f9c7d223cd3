using System.Globalization;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>A number with the range that its digits imply: 100 is [99.5, 100.5), 100.00 is [99.995, 100.005)
/// (https://hl7.org/fhir/R4/search.html#number).</summary>
/// <param name="Value">The number itself.</param>
/// <param name="Low">The least number that equals it.</param>
/// <param name="High">The least number above that does not.</param>
public readonly record struct DecimalRange(double Value, double Low, double High)
{
    /// <summary>Reads a decimal.</summary>
    public static bool TryParse(string text, out DecimalRange range)
    {
        ArgumentNullException.ThrowIfNull(text);
        range = default;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)) return false;
        if (!TryHalfUnit(text, out var half)) return false;
        range = new DecimalRange((double)value, (double)(value - half), (double)(value + half));
        return true;
    }

    /// <summary>Half of what one step of the last digit is worth. By the specification's own table 1e2 is [95, 105), as 1.0e2 is:
    /// a single digit with an exponent counts as two.</summary>
    private static bool TryHalfUnit(string text, out decimal half)
    {
        var e = text.IndexOfAny(['e', 'E']);
        var digits = e < 0 ? text : text[..e];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var isSingle = digits.AsSpan().TrimStart("+-0").Length == 1;
        var exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) - (isSingle ? 1 : 0);
        half = 0;
        var power = exponent - decimals;
        if (power is < -27 or > 27) return false;
        half = 0.5m;
        for (var i = 0; i < Math.Abs(power); i++) half = power > 0 ? half * 10 : half / 10;
        return true;
    }
}

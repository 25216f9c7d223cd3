namespace Tessera.Fhir.Terminology.Ucum;

/// <summary>A number as decimal digits and a power of ten: exact where decimals are, without their bounds.</summary>
/// <param name="Mantissa">Digits; between 1 and 10 in size, or zero.</param>
/// <param name="Exponent">Power of ten.</param>
public readonly record struct UcumFactor(decimal Mantissa, int Exponent) : IComparable<UcumFactor>
{
    /// <summary>One.</summary>
    public static UcumFactor One { get; } = new(1, 0);

    /// <summary>From a decimal.</summary>
    public static UcumFactor Of(decimal value) => Normal(value, 0);

    /// <summary>Product.</summary>
    public UcumFactor Times(UcumFactor other) => Normal(Mantissa * other.Mantissa, Exponent + other.Exponent);

    /// <summary>Quotient; the divisor is not zero.</summary>
    public UcumFactor Over(UcumFactor other) => Normal(Mantissa / other.Mantissa, Exponent - other.Exponent);

    /// <summary>Power with a whole exponent.</summary>
    public UcumFactor Power(int exponent)
    {
        var result = One;
        for (var i = 0; i < Math.Abs(exponent); i++) result = result.Times(this);
        return exponent < 0 ? One.Over(result) : result;
    }

    /// <summary>As a decimal, or null beyond its range.</summary>
    public decimal? ToDecimal()
    {
        if (Exponent is > 28 or < -28) return Mantissa == 0 ? 0 : null;
        try
        {
            var value = Mantissa;
            for (var i = 0; i < Exponent; i++) value *= 10;
            for (var i = 0; i > Exponent; i--) value /= 10;
            return value;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(UcumFactor other)
    {
        if (Math.Sign(Mantissa) != Math.Sign(other.Mantissa) || Mantissa == 0) return Math.Sign(Mantissa).CompareTo(Math.Sign(other.Mantissa));
        if (Exponent != other.Exponent) return Exponent.CompareTo(other.Exponent) * Math.Sign(Mantissa);
        // Divisions such as 5/9 leave an error in the last digits, which is not a difference.
        return decimal.Round(Mantissa, 20).CompareTo(decimal.Round(other.Mantissa, 20));
    }

    /// <summary>Order.</summary>
    public static bool operator <(UcumFactor left, UcumFactor right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(UcumFactor left, UcumFactor right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(UcumFactor left, UcumFactor right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(UcumFactor left, UcumFactor right) => left.CompareTo(right) >= 0;

    private static UcumFactor Normal(decimal mantissa, int exponent)
    {
        if (mantissa == 0) return new(0, 0);
        for (; Math.Abs(mantissa) >= 10; exponent++) mantissa /= 10;
        for (; Math.Abs(mantissa) < 1; exponent--) mantissa *= 10;
        return new(mantissa, exponent);
    }
}

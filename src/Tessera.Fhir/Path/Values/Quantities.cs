using System.Globalization;
using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Values;

/// <summary>System.Quantity: reading from FHIR Quantity, text, comparison.</summary>
internal static class Quantities
{
    [ThreadStatic]
    private static (byte[] Code, PathUnit Unit)[]? recent;

    /// <summary>A FHIR Quantity as System.Quantity: its UCUM code, or its unit text when there is no code (https://hl7.org/fhir/R4/fhirpath.html#quantity).</summary>
    public static bool TryRead(in FhirPathValue element, out FhirPathValue quantity)
    {
        quantity = default;
        var schema = element.ElementType!.Schema;
        var node = element.Node;
        var number = node[schema.ValueId];
        if (number.Kind != JsonKind.Number || !SystemValues.TryDecimal(number.Utf8, out var value)) return false;
        var code = node[schema.CodeId];
        if (code.Kind != JsonKind.String) code = node[schema.UnitId];
        quantity = FhirPathValue.Of(value, code.Kind == JsonKind.String ? Unit(code.Utf8) : PathUnit.One);
        return true;
    }

    /// <summary>The unit of a code; the last few are remembered, so that comparing quantities allocates nothing.</summary>
    public static PathUnit Unit(ReadOnlySpan<byte> code)
    {
        var slots = recent ??= new (byte[], PathUnit)[64];
        ref var slot = ref slots[(code.Length * 31 + (code.IsEmpty ? 0 : code[0] + code[^1] * 7)) & 63];
        if (slot.Code is not null && code.SequenceEqual(slot.Code)) return slot.Unit;
        var unit = PathUnit.OfUcum(Encoding.UTF8.GetString(code));
        slot = (code.ToArray(), unit);
        return unit;
    }

    public static string ToText(in FhirPathValue quantity)
    {
        var number = quantity.Data.Decimal.ToString(CultureInfo.InvariantCulture);
        var unit = quantity.Unit;
        return unit.IsCalendar ? $"{number} {unit.Code}{(quantity.Data.Decimal == 1 ? "" : "s")}" : $"{number} '{unit.Code}'";
    }

    /// <summary>Order of two quantities, or null when their units do not go together.</summary>
    public static int? Compare(in FhirPathValue left, in FhirPathValue right)
    {
        var (a, b) = (left.Unit, right.Unit);
        if (ReferenceEquals(a, b) || (a.Code == b.Code && a.IsCalendar == b.IsCalendar)) return left.Data.Decimal.CompareTo(right.Data.Decimal);
        if (!a.IsComparable(b) || a.Ucum is null || b.Ucum is null) return null;
        try
        {
            return a.Ucum.ToBase(left.Data.Decimal).CompareTo(b.Ucum.ToBase(right.Data.Decimal));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The same for quantities that are equal: of the value in base units, without the last digits in which conversions differ.</summary>
    public static int Hash(in FhirPathValue quantity)
    {
        if (quantity.Unit.Ucum is not { } unit) return quantity.Data.Decimal.GetHashCode();
        try
        {
            var value = unit.ToBase(quantity.Data.Decimal);
            return HashCode.Combine(decimal.Round(value.Mantissa, 12), value.Exponent);
        }
        catch (OverflowException)
        {
            return 0;
        }
    }

    /// <summary>Equivalence: equal to the digits of the less precise one, in the coarser unit (http://hl7.org/fhirpath/N1/#quantity-equivalence).</summary>
    public static bool Equivalent(in FhirPathValue left, in FhirPathValue right)
    {
        var (a, b) = (left.Unit, right.Unit);
        if (a.Code == b.Code) return Comparison.EquivalentNumbers(left.Data.Decimal, right.Data.Decimal);
        if (a.Ucum is null || b.Ucum is null || !a.Ucum.IsComparable(b.Ucum)) return false;
        var coarser = a.Ucum.Factor > b.Ucum.Factor ? a.Ucum : b.Ucum;
        try
        {
            var x = a.Ucum.ToBase(left.Data.Decimal).Over(coarser.Factor).ToDecimal();
            var y = b.Ucum.ToBase(right.Data.Decimal).Over(coarser.Factor).ToDecimal();
            return x is { } first && y is { } second && EquivalentIn(ReferenceEquals(coarser, a.Ucum) ? left.Data.Decimal.Scale : right.Data.Decimal.Scale, first, second);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool EquivalentIn(int digits, decimal first, decimal second) => decimal.Round(first, digits) == decimal.Round(second, digits);

    /// <summary>Reads <c>4.5 'mg'</c>, <c>3 days</c> or <c>7</c> (http://hl7.org/fhirpath/N1/#toquantityunit-string-quantity).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out FhirPathValue quantity)
    {
        quantity = default;
        var at = 0;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
        while (at < text.Length && (text[at] is >= (byte)'0' and <= (byte)'9' || text[at] == '.')) at++;
        if (at == 0 || text[at - 1] == '.' || !SystemValues.TryDecimal(text[..at], out var value)) return false;
        var rest = text[at..].Trim((byte)' ');
        if (rest.IsEmpty)
        {
            quantity = FhirPathValue.Of(value, PathUnit.One);
            return at == text.Length;
        }
        if (rest.Length > 2 && rest[0] == '\'' && rest[^1] == '\'')
        {
            quantity = FhirPathValue.Of(value, Unit(rest[1..^1]));
            return true;
        }
        if (!PathUnit.TryCalendar(Encoding.UTF8.GetString(rest), out var unit)) return false;
        quantity = FhirPathValue.Of(value, unit);
        return true;
    }
}

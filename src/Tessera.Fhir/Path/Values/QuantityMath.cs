using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Values;

/// <summary>Arithmetic with quantities. See http://hl7.org/fhirpath/N1/#math</summary>
internal static class QuantityMath
{
    public static bool TryCompute(Evaluation evaluation, string symbol, in FhirPathValue left, in FhirPathValue right, out FhirPathValue value)
    {
        value = default;
        if (!TryParts(left, out var x, out var a) || !TryParts(right, out var y, out var b))
            return evaluation.Fail($"'{symbol}' cannot be applied to {left.TypeName} and {right.TypeName}.");
        switch (symbol)
        {
            case "*":
                value = FhirPathValue.Of(x * y, Times(a, b));
                return true;
            case "/":
                if (y == 0) return false;
                value = FhirPathValue.Of(x / y, Over(a, b));
                return true;
            case "+" or "-":
                return TrySum(evaluation, x, a, symbol == "-" ? -y : y, b, out value);
            default:
                return evaluation.Fail($"'{symbol}' cannot be applied to quantities.");
        }
    }

    private static bool TrySum(Evaluation evaluation, decimal x, PathUnit a, decimal y, PathUnit b, out FhirPathValue value)
    {
        value = default;
        if (a.Code == b.Code)
        {
            value = FhirPathValue.Of(x + y, a);
            return true;
        }
        if (!a.IsComparable(b) || a.Ucum is null || b.Ucum is null || a.Ucum.Scale != b.Ucum.Scale) return evaluation.Fail($"'{a.Code}' and '{b.Code}' cannot be added.");
        // The result has the finer of the two units.
        var finer = a.Ucum.Factor <= b.Ucum.Factor ? a : b;
        if (b.Ucum.ToBase(y).Over(finer.Ucum!.Factor).ToDecimal() is not { } second || a.Ucum.ToBase(x).Over(finer.Ucum.Factor).ToDecimal() is not { } first) return false;
        value = FhirPathValue.Of(Comparison.Normalised(first + second), finer);
        return true;
    }

    private static bool TryParts(in FhirPathValue value, out decimal number, out PathUnit unit)
    {
        unit = value.Kind == FhirPathValueKind.Quantity ? value.Unit : PathUnit.One;
        number = value.Kind == FhirPathValueKind.Quantity ? value.Data.Decimal : 0;
        return value.Kind == FhirPathValueKind.Quantity || SystemValues.TryNumber(value, out number);
    }

    private static PathUnit Times(PathUnit a, PathUnit b) => b.Code == "1" ? a : a.Code == "1" ? b : PathUnit.OfUcum($"{Part(a)}.{Part(b)}");

    private static PathUnit Over(PathUnit a, PathUnit b) => b.Code == "1" ? a : a.Code == b.Code ? PathUnit.One : PathUnit.OfUcum($"{Part(a)}/{Part(b)}");

    private static string Part(PathUnit unit)
    {
        var code = unit.IsCalendar && unit.Ucum is not null ? UcumOf(unit.Duration) : unit.Code;
        return code.AsSpan().ContainsAny('.', '/') ? $"({code})" : code;
    }

    private static string UcumOf(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Year => "a",
        CalendarUnit.Month => "mo",
        CalendarUnit.Week => "wk",
        CalendarUnit.Day => "d",
        CalendarUnit.Hour => "h",
        CalendarUnit.Minute => "min",
        CalendarUnit.Second => "s",
        _ => "ms",
    };
}

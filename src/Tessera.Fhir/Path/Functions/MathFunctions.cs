using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary>Functions of one number. See http://hl7.org/fhirpath/N1/#math-1. No answer where a number has none.</summary>
internal sealed class MathOperation(Operation source, Func<FhirPathValue, decimal, FhirPathValue> function, bool keepsUnit) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TrySystem(evaluation, source, focus, out var operand)) return false;
        var isQuantity = keepsUnit && operand.Kind == FhirPathValueKind.Quantity;
        decimal number;
        if (isQuantity) number = operand.Data.Decimal;
        else if (!SystemValues.TryNumber(operand, out number)) return evaluation.Fail("A number is needed here.");
        try
        {
            value = function(operand, number);
            if (isQuantity && SystemValues.TryNumber(value, out var result)) value = FhirPathValue.Of(result, operand.Unit);
            return value.Exists;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}

/// <summary>Functions of two numbers: <c>log</c>, <c>power</c>, <c>round</c>.</summary>
internal sealed class MathPairOperation(Operation source, Operation argument, Func<FhirPathValue, decimal, decimal, FhirPathValue> function) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TryNumber(evaluation, source, focus, out var operand, out var number) || !Arguments.TryNumber(evaluation, argument, focus, out _, out var second)) return false;
        try
        {
            value = function(operand, number, second);
            return value.Exists;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}

/// <summary>The functions themselves.</summary>
internal static class MathMaps
{
    public static FhirPathValue Abs(FhirPathValue operand, decimal number) => Like(operand, Math.Abs(number));

    public static FhirPathValue Ceiling(FhirPathValue operand, decimal number) => Whole(decimal.Ceiling(number));

    public static FhirPathValue Floor(FhirPathValue operand, decimal number) => Whole(decimal.Floor(number));

    public static FhirPathValue Truncate(FhirPathValue operand, decimal number) => Whole(decimal.Truncate(number));

    public static FhirPathValue Exp(FhirPathValue operand, decimal number) => Of(Math.Exp((double)number));

    public static FhirPathValue Ln(FhirPathValue operand, decimal number) => Of(Math.Log((double)number));

    public static FhirPathValue Sqrt(FhirPathValue operand, decimal number) => Of(Math.Sqrt((double)number));

    public static FhirPathValue Round(FhirPathValue operand, decimal number) => Whole(decimal.Round(number, 0, MidpointRounding.AwayFromZero));

    public static FhirPathValue Round(FhirPathValue operand, decimal number, decimal digits) =>
        digits is < 0 or > 28 ? default : FhirPathValue.Of(decimal.Round(number, (int)digits, MidpointRounding.AwayFromZero));

    public static FhirPathValue Log(FhirPathValue operand, decimal number, decimal radix) => Of(Math.Log((double)number, (double)radix));

    public static FhirPathValue Power(FhirPathValue operand, decimal number, decimal exponent)
    {
        if (exponent == decimal.Truncate(exponent) && exponent is >= 0 and <= 1000)
        {
            var result = 1m;
            for (var i = 0; i < exponent; i++) result *= number;
            return operand.Kind == FhirPathValueKind.Decimal ? FhirPathValue.Of(result) : Whole(result);
        }
        return Of(Math.Pow((double)number, (double)exponent));
    }

    private static FhirPathValue Like(FhirPathValue operand, decimal number) => operand.Kind switch
    {
        FhirPathValueKind.Integer => Whole(number),
        FhirPathValueKind.Long => FhirPathValue.OfLong((long)number),
        _ => FhirPathValue.Of(number),
    };

    private static FhirPathValue Whole(decimal number) => number is >= int.MinValue and <= int.MaxValue ? FhirPathValue.Of((int)number) : FhirPathValue.Of(number);

    private static FhirPathValue Of(double number) => double.IsFinite(number) ? FhirPathValue.Of((decimal)number) : default;
}

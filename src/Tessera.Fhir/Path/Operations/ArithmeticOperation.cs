using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>+ - * / div mod</c>. See http://hl7.org/fhirpath/N1/#math. What overflows or divides by zero is empty.</summary>
internal sealed class ArithmeticOperation(Operation[] operands, string symbol) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        if (!operands[0].TryOne(evaluation, focus, out value)) return false;
        for (var i = 1; i < operands.Length; i++)
            if (!operands[i].TryOne(evaluation, focus, out var next) || !TryApply(evaluation, value, next, out var result)) return false;
            else value = result;
        return true;
    }

    private bool TryApply(Evaluation evaluation, in FhirPathValue first, in FhirPathValue second, out FhirPathValue value)
    {
        value = default;
        if (!SystemValues.TryUnwrap(first, out var a) || !SystemValues.TryUnwrap(second, out var b))
            return (!first.IsElement || first.ElementType!.IsPrimitive) && (!second.IsElement || second.ElementType!.IsPrimitive) ? false : Fail(evaluation, first, second);
        try
        {
            if (SystemValues.TryNumber(a, out var x) && SystemValues.TryNumber(b, out var y)) return Numbers(a.Kind, b.Kind, x, y, out value);
            if (a.Kind == FhirPathValueKind.String && b.Kind == FhirPathValueKind.String && symbol == "+") return Concatenate(evaluation, a, b, out value);
            if (a.IsTemporal && b.Kind == FhirPathValueKind.Quantity && symbol is "+" or "-") return CalendarMath.TryAdd(evaluation, a, b, symbol == "-", out value);
            if (a.Kind == FhirPathValueKind.Quantity || b.Kind == FhirPathValueKind.Quantity) return QuantityMath.TryCompute(evaluation, symbol, a, b, out value);
        }
        catch (OverflowException)
        {
            return false;
        }
        return Fail(evaluation, a, b);
    }

    private bool Fail(Evaluation evaluation, in FhirPathValue a, in FhirPathValue b) =>
        evaluation.Fail($"'{symbol}' cannot be applied to {a.TypeName} and {b.TypeName}.");

    private bool Numbers(FhirPathValueKind a, FhirPathValueKind b, decimal x, decimal y, out FhirPathValue value)
    {
        value = default;
        if (symbol is "/" or "div" or "mod" && y == 0) return false;
        var result = symbol switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "div" => decimal.Truncate(x / y),
            _ => x % y,
        };
        var whole = symbol == "div" || (symbol != "/" && a != FhirPathValueKind.Decimal && b != FhirPathValueKind.Decimal);
        if (!whole) value = FhirPathValue.Of(result);
        else if (a == FhirPathValueKind.Long || b == FhirPathValueKind.Long) value = FhirPathValue.OfLong((long)result);
        else value = FhirPathValue.Of(checked((int)result));
        return true;
    }

    private static bool Concatenate(Evaluation evaluation, in FhirPathValue a, in FhirPathValue b, out FhirPathValue value)
    {
        var first = SystemValues.Text(a);
        var second = SystemValues.Text(b);
        value = default;
        if (!evaluation.SpendText(first.Length + second.Length)) return false;
        var joined = new byte[first.Length + second.Length];
        first.CopyTo(joined);
        second.CopyTo(joined.AsSpan(first.Length));
        value = FhirPathValue.OfUtf8(joined);
        return true;
    }
}

/// <summary>Unary minus; plus changes nothing.</summary>
internal sealed class NegateOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!source.TryOne(evaluation, focus, out var found)) return false;
        if (!SystemValues.TryUnwrap(found, out var operand)) return evaluation.Fail($"A {found.TypeName} has no sign.");
        value = operand.Kind switch
        {
            FhirPathValueKind.Integer => FhirPathValue.Of((int)Math.Clamp(-operand.Data.First, int.MinValue, int.MaxValue)),
            FhirPathValueKind.Long => FhirPathValue.OfLong(unchecked(-operand.Data.First)),
            FhirPathValueKind.Decimal => FhirPathValue.Of(-operand.Data.Decimal),
            FhirPathValueKind.Quantity => FhirPathValue.Of(-operand.Data.Decimal, operand.Unit),
            _ => default,
        };
        return value.Exists || evaluation.Fail($"A {operand.TypeName} has no sign.");
    }
}

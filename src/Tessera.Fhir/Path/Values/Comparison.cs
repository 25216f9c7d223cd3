using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Values;

/// <summary>Equality, equivalence and order of values. See http://hl7.org/fhirpath/N1/#equality, #equivalence and #comparison</summary>
internal static class Comparison
{
    /// <summary><c>=</c> of two single values; empty when it cannot be told.</summary>
    public static Truth Equal(in FhirPathValue left, in FhirPathValue right)
    {
        if (!SystemValues.TryUnwrap(left, out var a) || !SystemValues.TryUnwrap(right, out var b)) return Singleton.Of(EqualElements(left, right));
        if (SystemValues.TryNumber(a, out var first) && SystemValues.TryNumber(b, out var second)) return Singleton.Of(first == second);
        if (a.IsTemporal && b.IsTemporal)
        {
            if ((a.Kind == FhirPathValueKind.Time) != (b.Kind == FhirPathValueKind.Time)) return Truth.False;
            return PartialDateTime.Compare(a.Temporal, b.Temporal) is { } order ? Singleton.Of(order == 0) : Truth.Empty;
        }
        if (a.Kind == FhirPathValueKind.Quantity || b.Kind == FhirPathValueKind.Quantity)
        {
            if (!TryQuantities(ref a, ref b)) return Truth.False;
            return Quantities.Compare(a, b) is { } order ? Singleton.Of(order == 0) : Truth.Empty;
        }
        return Singleton.Of(a.Kind == b.Kind && SameKind(a, b));
    }

    private static bool SameKind(in FhirPathValue a, in FhirPathValue b) => a.Kind switch
    {
        FhirPathValueKind.String => SystemValues.Text(a).SequenceEqual(SystemValues.Text(b)),
        FhirPathValueKind.TypeInfo => a.Subject!.Equals(b.Subject),
        _ => a.Data.First == b.Data.First,
    };

    /// <summary><c>~</c> of two single values.</summary>
    public static bool Equivalent(in FhirPathValue left, in FhirPathValue right)
    {
        if (!SystemValues.TryUnwrap(left, out var a) || !SystemValues.TryUnwrap(right, out var b)) return EquivalentElements(left, right);
        if (SystemValues.TryNumber(a, out var first) && SystemValues.TryNumber(b, out var second))
            return a.Kind != FhirPathValueKind.Decimal && b.Kind != FhirPathValueKind.Decimal ? first == second : EquivalentNumbers(first, second);
        if (a.IsTemporal && b.IsTemporal)
            return (a.Kind == FhirPathValueKind.Time) == (b.Kind == FhirPathValueKind.Time) && PartialDateTime.Compare(a.Temporal, b.Temporal) == 0;
        if (a.Kind == FhirPathValueKind.Quantity || b.Kind == FhirPathValueKind.Quantity) return TryQuantities(ref a, ref b) && Quantities.Equivalent(a, b);
        if (a.Kind == FhirPathValueKind.String && b.Kind == FhirPathValueKind.String) return Texts.Equivalent(SystemValues.Text(a), SystemValues.Text(b));
        return a.Kind == b.Kind && SameKind(a, b);
    }

    /// <summary>Equal to the digits of the less precise number, trailing zeros not counted.</summary>
    public static bool EquivalentNumbers(decimal left, decimal right)
    {
        var digits = Math.Min(Normalised(left).Scale, Normalised(right).Scale);
        return decimal.Round(left, digits, MidpointRounding.AwayFromZero) == decimal.Round(right, digits, MidpointRounding.AwayFromZero);
    }

    // Dividing by one with 28 zeros drops trailing zeros.
    public static decimal Normalised(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Order of two single values, or null when it cannot be told; values that have no order together fail the evaluation.</summary>
    public static int? Compare(Evaluation evaluation, in FhirPathValue left, in FhirPathValue right)
    {
        if (SystemValues.TryUnwrap(left, out var a) && SystemValues.TryUnwrap(right, out var b))
        {
            if (SystemValues.TryNumber(a, out var first) && SystemValues.TryNumber(b, out var second)) return first.CompareTo(second);
            if (a.Kind == FhirPathValueKind.String && b.Kind == FhirPathValueKind.String) return SystemValues.Text(a).SequenceCompareTo(SystemValues.Text(b));
            if (a.IsTemporal && b.IsTemporal && (a.Kind == FhirPathValueKind.Time) == (b.Kind == FhirPathValueKind.Time)) return PartialDateTime.Compare(a.Temporal, b.Temporal);
            if ((a.Kind == FhirPathValueKind.Quantity || b.Kind == FhirPathValueKind.Quantity) && TryQuantities(ref a, ref b)) return Quantities.Compare(a, b);
        }
        evaluation.Fail($"Values of the types {left.TypeName} and {right.TypeName} have no order.");
        return null;
    }

    // A number beside a quantity is a quantity without unit (http://hl7.org/fhirpath/N1/#conversion).
    private static bool TryQuantities(ref FhirPathValue a, ref FhirPathValue b) => TryQuantity(ref a) && TryQuantity(ref b);

    private static bool TryQuantity(ref FhirPathValue value)
    {
        if (value.Kind == FhirPathValueKind.Quantity) return true;
        if (!SystemValues.TryNumber(value, out var number)) return false;
        value = FhirPathValue.Of(number, PathUnit.One);
        return true;
    }

    private static bool EqualElements(in FhirPathValue left, in FhirPathValue right)
    {
        if (left.Kind != FhirPathValueKind.Element || right.Kind != FhirPathValueKind.Element) return false;
        if (ReferenceEquals(left.Subject, right.Subject) && left.Index == right.Index && left.Index >= 0) return true;
        if (left.Index < 0 || right.Index < 0)
            return left.Index < 0 && right.Index < 0 && JsonEquality.Equal(left.CompanionNode, right.CompanionNode);
        return JsonEquality.Equal(left.Node, right.Node);
    }

    private static bool EquivalentElements(in FhirPathValue left, in FhirPathValue right)
    {
        if (left.Kind != FhirPathValueKind.Element || right.Kind != FhirPathValueKind.Element) return false;
        if (left.Index < 0 || right.Index < 0) return EqualElements(left, right);
        if (left.Node.Kind != JsonKind.Object || right.Node.Kind != JsonKind.Object) return EqualElements(left, right);
        // Codings and concepts are equivalent by system and code (https://hl7.org/fhir/R4/fhirpath.html#changes).
        return left.ElementType!.Name switch
        {
            "Coding" => Codings.Equivalent(left.Node, right.Node, left.ElementType.Schema),
            "CodeableConcept" => Codings.EquivalentConcepts(left.Node, right.Node, left.ElementType.Schema),
            _ => JsonEquality.Equivalent(left.Node, right.Node),
        };
    }
}

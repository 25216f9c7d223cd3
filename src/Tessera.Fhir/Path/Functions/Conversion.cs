using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>toInteger()</c> and its like. See http://hl7.org/fhirpath/N1/#conversion</summary>
internal sealed class ConvertOperation(Operation source, FhirPathValueKind kind, Operation? unit) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!source.TryOne(evaluation, focus, out var found) || !Conversions.TryConvert(found, kind, out value)) return false;
        return unit is null || TryUnit(evaluation, focus, ref value);
    }

    private bool TryUnit(Evaluation evaluation, in FhirPathValue focus, ref FhirPathValue value)
    {
        if (!Arguments.TryText(evaluation, unit!, focus, out var text)) return !evaluation.HasFailed;
        var wanted = Conversions.Unit(text);
        if (value.Unit.Code == wanted.Code) return true;
        if (!value.Unit.IsComparable(wanted) || value.Unit.Ucum is not { } from || wanted.Ucum is not { } to || from.Scale != to.Scale) return false;
        if (from.ToBase(value.Data.Decimal).Over(to.Factor).ToDecimal() is not { } number) return false;
        value = FhirPathValue.Of(Comparison.Normalised(number), wanted);
        return true;
    }
}

/// <summary><c>convertsToInteger()</c> and its like.</summary>
internal sealed class ConvertsOperation(Operation source, ConvertOperation conversion) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus) =>
        source.TryOne(evaluation, focus, out _) ? Singleton.Of(conversion.TryOne(evaluation, focus, out _)) : Truth.Empty;
}

/// <summary>The conversions themselves.</summary>
internal static class Conversions
{
    public static bool TryConvert(in FhirPathValue found, FhirPathValueKind kind, out FhirPathValue value)
    {
        value = default;
        if (kind == FhirPathValueKind.String && found.IsElement && found.ElementType!.IsPrimitive)
        {
            if (!Elements.HasValue(found)) return false;
            value = FhirPathValue.OfNodeText(found.Document, found.Index, 0, found.Node.Utf8.Length); // the text stays where it is
            return true;
        }
        if (!SystemValues.TryUnwrap(found, out var system)) return false;
        if (system.Kind == kind)
        {
            value = system;
            return true;
        }
        return kind switch
        {
            FhirPathValueKind.Boolean => TryBoolean(system, out value),
            FhirPathValueKind.Integer or FhirPathValueKind.Long => TryInteger(system, kind, out value),
            FhirPathValueKind.Decimal => TryDecimal(system, out value),
            FhirPathValueKind.String => TryText(system, out value),
            FhirPathValueKind.Quantity => TryQuantity(system, out value),
            _ => TryTemporal(system, kind, out value),
        };
    }

    public static PathUnit Unit(in FhirPathValue text)
    {
        var code = text.ToString();
        return PathUnit.TryCalendar(code, out var calendar) ? calendar : PathUnit.OfUcum(code.Trim('\''));
    }

    private static bool TryBoolean(in FhirPathValue system, out FhirPathValue value)
    {
        value = default;
        if (SystemValues.TryNumber(system, out var number))
        {
            if (number is 0 or 1) value = FhirPathValue.Of(number == 1);
        }
        else if (system.Kind == FhirPathValueKind.String)
        {
            value = system.ToString().ToLowerInvariant() switch
            {
                "true" or "t" or "yes" or "y" or "1" or "1.0" => FhirPathValue.Of(true),
                "false" or "f" or "no" or "n" or "0" or "0.0" => FhirPathValue.Of(false),
                _ => default,
            };
        }
        return value.Exists;
    }

    private static bool TryInteger(in FhirPathValue system, FhirPathValueKind kind, out FhirPathValue value)
    {
        long? number = system.Kind switch
        {
            FhirPathValueKind.Boolean or FhirPathValueKind.Integer or FhirPathValueKind.Long => system.Data.First,
            FhirPathValueKind.String => WholeNumber(SystemValues.Text(system)),
            _ => null,
        };
        value = number is not { } whole ? default
            : kind == FhirPathValueKind.Long ? FhirPathValue.OfLong(whole)
            : whole is >= int.MinValue and <= int.MaxValue ? FhirPathValue.Of((int)whole) : default;
        return value.Exists;
    }

    // (\+|-)?\d+
    private static long? WholeNumber(ReadOnlySpan<byte> text)
    {
        var digits = text is [(byte)'+' or (byte)'-', ..] ? text[1..] : text;
        return digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !long.TryParse(text, out var number) ? null : number;
    }

    private static bool TryDecimal(in FhirPathValue system, out FhirPathValue value)
    {
        value = default;
        if (system.Kind == FhirPathValueKind.Boolean) value = FhirPathValue.Of(system.Data.First != 0 ? 1.0m : 0.0m);
        else if (SystemValues.TryNumber(system, out var number)) value = FhirPathValue.Of(number);
        else if (system.Kind == FhirPathValueKind.String && IsDecimal(SystemValues.Text(system)) && SystemValues.TryDecimal(SystemValues.Text(system), out number)) value = FhirPathValue.Of(number);
        return value.Exists;
    }

    // (\+|-)?\d+(\.\d+)?
    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'+' or (byte)'-', ..]) text = text[1..];
        var point = text.IndexOf((byte)'.');
        if (point < 0) return !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return point > 0 && point < text.Length - 1 && IsDecimal(text[..point]) && text[point + 1] is >= (byte)'0' and <= (byte)'9' && IsDecimal(text[(point + 1)..]);
    }

    private static bool TryText(in FhirPathValue system, out FhirPathValue value)
    {
        value = system.Kind == FhirPathValueKind.TypeInfo ? default : FhirPathValue.OfUtf8(SystemValues.ToText(system));
        return value.Exists;
    }

    private static bool TryQuantity(in FhirPathValue system, out FhirPathValue value)
    {
        value = default;
        if (system.Kind == FhirPathValueKind.Boolean) value = FhirPathValue.Of(system.Data.First != 0 ? 1.0m : 0.0m, PathUnit.One);
        else if (SystemValues.TryNumber(system, out var number)) value = FhirPathValue.Of(number, PathUnit.One);
        else if (system.Kind == FhirPathValueKind.String && Quantities.TryParse(SystemValues.Text(system), out var parsed)) value = parsed;
        return value.Exists;
    }

    private static bool TryTemporal(in FhirPathValue system, FhirPathValueKind kind, out FhirPathValue value)
    {
        value = default;
        if (system.Kind == FhirPathValueKind.String)
        {
            var text = SystemValues.Text(system);
            var found = kind switch
            {
                FhirPathValueKind.Date => TemporalText.TryDate(text, out var moment) ? moment : default(PartialDateTime?),
                FhirPathValueKind.Time => TemporalText.TryTime(text is [(byte)'T', ..] ? text[1..] : text, out var moment) ? moment : null,
                _ => TemporalText.TryDateTime(text, out var moment) ? moment : null,
            };
            if (found is { } written) value = FhirPathValue.Of(written, kind);
        }
        else if (kind == FhirPathValueKind.Date && system.Kind == FhirPathValueKind.DateTime)
        {
            var moment = system.Temporal;
            var precision = moment.Precision < TemporalPrecision.Day ? moment.Precision : TemporalPrecision.Day;
            value = FhirPathValue.Of(new PartialDateTime(PartialDateTime.Truncate(new DateTime(moment.Ticks), precision).Ticks, precision), kind);
        }
        else if (kind == FhirPathValueKind.DateTime && system.Kind == FhirPathValueKind.Date)
        {
            value = FhirPathValue.Of(system.Temporal, kind);
        }
        return value.Exists;
    }
}

using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>lowBoundary(precision)</c> and <c>highBoundary(precision)</c>: http://hl7.org/fhirpath/#lowboundaryprecision-integer-decimal--date--datetime--time</summary>
internal sealed class BoundaryOperation(Operation source, Operation? precision, bool high) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TrySystem(evaluation, source, focus, out var operand)) return false;
        long? digits = null;
        if (precision is not null && precision.Any(evaluation, focus))
        {
            if (!Arguments.TryInteger(evaluation, precision, focus, out var asked)) return false;
            digits = asked;
        }
        try
        {
            value = operand.Kind switch
            {
                FhirPathValueKind.Quantity => Number(operand.Data.Decimal, digits) is { } number ? FhirPathValue.Of(number, operand.Unit) : default,
                FhirPathValueKind.Date or FhirPathValueKind.DateTime or FhirPathValueKind.Time => Moment(operand, digits),
                _ when SystemValues.TryNumber(operand, out var plain) => Number(plain, digits) is { } number ? FhirPathValue.Of(number) : default,
                _ => default,
            };
        }
        catch (OverflowException)
        {
            return false;
        }
        return value.Exists;
    }

    private decimal? Number(decimal number, long? digits)
    {
        var places = digits ?? 8;
        if (places is < 0 or > 28) return null;
        var half = new decimal(5, 0, 0, false, (byte)(number.Scale + 1));
        var bound = high ? number + half : number - half;
        // Towards zero on the near side, to the nearest on the far side, as the official tests have it.
        var mode = bound >= 0 == high ? MidpointRounding.AwayFromZero : MidpointRounding.ToZero;
        return decimal.Round(bound, (int)places, mode) + new decimal(0, 0, 0, false, (byte)places);
    }

    private FhirPathValue Moment(in FhirPathValue operand, long? digits)
    {
        var isTime = operand.Kind == FhirPathValueKind.Time;
        var wanted = digits ?? operand.Kind switch { FhirPathValueKind.Date => 8, FhirPathValueKind.Time => 9, _ => 17 };
        if (Precision(wanted, isTime) is not { } precision || (operand.Kind == FhirPathValueKind.Date && precision > TemporalPrecision.Day)) return default;
        var moment = operand.Temporal;
        var ticks = high ? moment.EndTicks - TimeSpan.TicksPerMillisecond : moment.Ticks;
        if (high && moment.Precision == TemporalPrecision.Second && moment.FractionDigits >= 3) ticks = moment.Ticks;
        if (isTime) ticks = Math.Clamp(ticks, 0, TimeSpan.TicksPerDay - TimeSpan.TicksPerMillisecond);
        var kept = PartialDateTime.Truncate(new DateTime(ticks), precision).Ticks;
        var fraction = precision == TemporalPrecision.Second && wanted is 17 or 9 ? 3 : 0;
        if (precision == TemporalPrecision.Second && fraction == 0) kept -= kept % TimeSpan.TicksPerSecond;
        // A time without zone may be that of any place: the first day begins at UTC+14, the last ends at UTC-12.
        int? offset = isTime || precision <= TemporalPrecision.Day ? null : moment.OffsetMinutes ?? (high ? -12 * 60 : 14 * 60);
        return FhirPathValue.Of(new PartialDateTime(kept, precision, fraction, offset, isTime), operand.Kind);
    }

    private static TemporalPrecision? Precision(long digits, bool isTime) => (digits, isTime) switch
    {
        (4, false) => TemporalPrecision.Year,
        (6, false) => TemporalPrecision.Month,
        (8, false) => TemporalPrecision.Day,
        (10, false) or (2, true) => TemporalPrecision.Hour,
        (12, false) or (4, true) => TemporalPrecision.Minute,
        (14 or 17, false) or (6 or 9, true) => TemporalPrecision.Second,
        _ => null,
    };
}

/// <summary><c>precision()</c>: digits after the point of a decimal, digits of a date or time.</summary>
internal sealed class PrecisionOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TrySystem(evaluation, source, focus, out var operand)) return false;
        if (SystemValues.TryNumber(operand, out var number)) value = FhirPathValue.Of(number.Scale);
        else if (operand.IsTemporal) value = FhirPathValue.Of(Digits(operand.Temporal));
        return value.Exists;
    }

    private static int Digits(in PartialDateTime moment)
    {
        var digits = moment.Precision switch
        {
            TemporalPrecision.Year => 4,
            TemporalPrecision.Month => 6,
            TemporalPrecision.Day => 8,
            TemporalPrecision.Hour => 10,
            TemporalPrecision.Minute => 12,
            _ => 14 + moment.FractionDigits,
        };
        return moment.IsTime ? digits - 8 : digits;
    }
}

/// <summary><c>comparable(quantity)</c>: whether the units go together.</summary>
internal sealed class ComparableOperation(Operation source, Operation argument) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!Arguments.TrySystem(evaluation, source, focus, out var a) || !Arguments.TrySystem(evaluation, argument, focus, out var b)) return Truth.Empty;
        return Singleton.Of(a.Kind == FhirPathValueKind.Quantity && b.Kind == FhirPathValueKind.Quantity && a.Unit.IsComparable(b.Unit));
    }
}

/// <summary>Parts of dates and times (<c>yearOf()</c>, …): http://hl7.org/fhirpath/#extract-datetime-components</summary>
internal sealed class ComponentOperation(Operation source, TemporalPrecision least, Func<PartialDateTime, FhirPathValue> part) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TrySystem(evaluation, source, focus, out var operand)) return false;
        if (!operand.IsTemporal) return evaluation.Fail("A date or time is needed here.");
        var moment = operand.Temporal;
        if (moment.Precision < least || (moment.IsTime && least <= TemporalPrecision.Day)) return false;
        value = part(moment);
        return value.Exists;
    }
}

/// <summary><c>now()</c>, <c>today()</c> and <c>timeOfDay()</c>.</summary>
internal sealed class ClockOperation(FhirPathValueKind kind) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = evaluation.NowValue(kind);
        return true;
    }
}

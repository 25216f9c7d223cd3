using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Values;

/// <summary>Dates and times plus and minus spans of time. See http://hl7.org/fhirpath/N1/#datetime-arithmetic</summary>
internal static class CalendarMath
{
    public static bool TryAdd(Evaluation evaluation, in FhirPathValue moment, in FhirPathValue span, bool subtract, out FhirPathValue value)
    {
        value = default;
        var unit = span.Unit.Duration;
        if (unit == CalendarUnit.None) return evaluation.Fail($"'{span.Unit.Code}' is not a span of time that can be added to a date; years and months are written as words.");
        if (moment.Kind == FhirPathValueKind.Time && unit < CalendarUnit.Hour) return evaluation.Fail("Days and longer spans cannot be added to a time of day.");
        var amount = subtract ? -span.Data.Decimal : span.Data.Decimal;
        var at = moment.Temporal;
        try
        {
            var ticks = moment.Kind == FhirPathValueKind.Time ? AddTime(at, amount, unit) : AddMoment(at, amount, unit);
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
            value = FhirPathValue.Of(new PartialDateTime(ticks, at.Precision, at.FractionDigits, at.OffsetMinutes, at.IsTime), moment.Kind);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return false; // before year 1 or after year 9999
        }
    }

    private static long AddTime(in PartialDateTime at, decimal amount, CalendarUnit unit)
    {
        var ticks = (at.Ticks + Ticks(amount, unit, at)) % TimeSpan.TicksPerDay;
        return ticks < 0 ? ticks + TimeSpan.TicksPerDay : ticks;
    }

    private static long AddMoment(in PartialDateTime at, decimal amount, CalendarUnit unit)
    {
        var start = new DateTime(at.Ticks);
        var months = unit switch { CalendarUnit.Year => (int)decimal.Truncate(amount) * 12, CalendarUnit.Month => (int)decimal.Truncate(amount), _ => 0 };
        if (unit <= CalendarUnit.Month) return at.Precision == TemporalPrecision.Year ? start.AddYears(months / 12).Ticks : start.AddMonths(months).Ticks;
        // A span finer than the date is first turned into the date's own unit, and what is over is dropped.
        if (at.Precision <= TemporalPrecision.Month)
        {
            var days = (int)(Ticks(amount, unit, at) / TimeSpan.TicksPerDay);
            return at.Precision == TemporalPrecision.Year ? start.AddYears(days / 365).Ticks : start.AddMonths(days / 30).Ticks;
        }
        return at.Ticks + Ticks(amount, unit, at);
    }

    private static long Ticks(decimal amount, CalendarUnit unit, in PartialDateTime at)
    {
        var size = unit switch
        {
            CalendarUnit.Week => 7 * TimeSpan.TicksPerDay,
            CalendarUnit.Day => TimeSpan.TicksPerDay,
            CalendarUnit.Hour => TimeSpan.TicksPerHour,
            CalendarUnit.Minute => TimeSpan.TicksPerMinute,
            CalendarUnit.Second => TimeSpan.TicksPerSecond,
            _ => TimeSpan.TicksPerMillisecond,
        };
        // Fractions count only for seconds and below.
        var whole = unit < CalendarUnit.Second ? decimal.Truncate(amount) : amount;
        var ticks = (long)(whole * size);
        var step = at.Precision switch
        {
            TemporalPrecision.Day => TimeSpan.TicksPerDay,
            TemporalPrecision.Hour => TimeSpan.TicksPerHour,
            TemporalPrecision.Minute => TimeSpan.TicksPerMinute,
            _ => 1,
        };
        return at.Precision <= TemporalPrecision.Month ? ticks : ticks - ticks % step;
    }
}

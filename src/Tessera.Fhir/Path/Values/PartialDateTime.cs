using System.Text;

namespace Tessera.Fhir.Path.Values;

/// <summary>A date, time of day or point in time as far as it is given, with its zone when one is given.
/// A time of day lies on the first day of year 1.</summary>
public readonly record struct PartialDateTime
{
    internal PartialDateTime(long ticks, TemporalPrecision precision, int fractionDigits = 0, int? offsetMinutes = null, bool isTime = false)
    {
        (Ticks, Precision, FractionDigits, OffsetMinutes, IsTime) = (ticks, precision, fractionDigits, offsetMinutes, isTime);
    }

    /// <summary>Local ticks of 100 ns since the start of year 1; parts beyond <see cref="Precision"/> are at their lowest.</summary>
    public long Ticks { get; }

    /// <summary>How far it is given.</summary>
    public TemporalPrecision Precision { get; }

    /// <summary>Digits written after the seconds.</summary>
    public int FractionDigits { get; }

    /// <summary>Minutes east of UTC, or null when no zone is given.</summary>
    public int? OffsetMinutes { get; }

    /// <summary>Whether this is a time of day.</summary>
    public bool IsTime { get; }

    /// <summary>Ticks in UTC when a zone is given, else local ticks.</summary>
    public long ComparableTicks => Ticks - (OffsetMinutes ?? 0) * TimeSpan.TicksPerMinute;

    /// <summary>The first ticks after this value: the end of the range that a partial value stands for.</summary>
    public long EndTicks
    {
        get
        {
            var start = new DateTime(Ticks);
            return Precision switch
            {
                TemporalPrecision.Year => start.Year == 9999 ? DateTime.MaxValue.Ticks : start.AddYears(1).Ticks,
                TemporalPrecision.Month => start is { Year: 9999, Month: 12 } ? DateTime.MaxValue.Ticks : start.AddMonths(1).Ticks,
                TemporalPrecision.Day => Ticks + TimeSpan.TicksPerDay,
                TemporalPrecision.Hour => Ticks + TimeSpan.TicksPerHour,
                TemporalPrecision.Minute => Ticks + TimeSpan.TicksPerMinute,
                _ => Ticks + FractionUnit,
            };
        }
    }

    private long FractionUnit
    {
        get
        {
            var unit = TimeSpan.TicksPerSecond;
            for (var i = 0; i < Math.Min(FractionDigits, 7); i++) unit /= 10;
            return unit;
        }
    }

    /// <summary>Whether two values are equal, ordered, or cannot be told: negative, zero, positive, or null.
    /// See http://hl7.org/fhirpath/N1/#datetime-comparison</summary>
    public static int? Compare(in PartialDateTime left, in PartialDateTime right)
    {
        if (left.IsTime != right.IsTime) return null;
        var zoned = left.OffsetMinutes is not null;
        if (left.Precision > TemporalPrecision.Day && right.Precision > TemporalPrecision.Day && zoned != right.OffsetMinutes is not null) return WithoutZone(left, right);
        var precision = left.Precision < right.Precision ? left.Precision : right.Precision;
        var both = zoned && right.OffsetMinutes is not null;
        var a = both ? new DateTime(Math.Clamp(left.ComparableTicks, 0, DateTime.MaxValue.Ticks)) : new DateTime(left.Ticks);
        var b = both ? new DateTime(Math.Clamp(right.ComparableTicks, 0, DateTime.MaxValue.Ticks)) : new DateTime(right.Ticks);
        var order = Truncate(a, precision).CompareTo(Truncate(b, precision));
        return order != 0 || left.Precision == right.Precision ? order : null;
    }

    // One has a zone, the other none: an order is certain only when no zone on Earth (UTC-12 to UTC+14) could turn it round.
    private static int? WithoutZone(in PartialDateTime left, in PartialDateTime right)
    {
        var distance = left.ComparableTicks - right.ComparableTicks;
        return Math.Abs(distance) > 26 * TimeSpan.TicksPerHour ? Math.Sign(distance) : null;
    }

    internal static DateTime Truncate(DateTime value, TemporalPrecision precision) => precision switch
    {
        TemporalPrecision.Year => new DateTime(value.Year, 1, 1),
        TemporalPrecision.Month => new DateTime(value.Year, value.Month, 1),
        TemporalPrecision.Day => value.Date,
        TemporalPrecision.Hour => value.Date.AddHours(value.Hour),
        TemporalPrecision.Minute => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMinute)),
        _ => value,
    };

    /// <summary>The text as FHIR and FHIRPath write it, without the <c>@</c>.</summary>
    public override string ToString()
    {
        var value = new DateTime(Ticks);
        var text = new StringBuilder(32);
        if (!IsTime)
        {
            text.Append($"{value.Year:0000}");
            if (Precision >= TemporalPrecision.Month) text.Append($"-{value.Month:00}");
            if (Precision >= TemporalPrecision.Day) text.Append($"-{value.Day:00}");
            if (Precision >= TemporalPrecision.Hour) text.Append('T');
        }
        if (Precision >= TemporalPrecision.Hour) text.Append($"{value.Hour:00}");
        if (Precision >= TemporalPrecision.Minute) text.Append($":{value.Minute:00}");
        if (Precision == TemporalPrecision.Second) text.Append($":{value.Second:00}");
        if (FractionDigits > 0) text.Append('.').Append($"{value.Ticks % TimeSpan.TicksPerSecond:0000000}".PadRight(FractionDigits, '0').AsSpan(0, FractionDigits));
        if (OffsetMinutes is { } offset)
        {
            if (offset == 0) text.Append('Z');
            else text.Append(offset < 0 ? '-' : '+').Append($"{Math.Abs(offset) / 60:00}:{Math.Abs(offset) % 60:00}");
        }
        return text.ToString();
    }
}

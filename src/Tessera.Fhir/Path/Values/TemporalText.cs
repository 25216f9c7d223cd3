namespace Tessera.Fhir.Path.Values;

/// <summary>Reads dates and times from UTF-8 text. See http://hl7.org/fhirpath/N1/#date and #time</summary>
internal static class TemporalText
{
    /// <summary>YYYY, YYYY-MM or YYYY-MM-DD.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out PartialDateTime value)
    {
        value = default;
        if (!TryDatePart(text, out var at, out var date, out var precision) || at != text.Length) return false;
        value = new PartialDateTime(date.Ticks, precision);
        return true;
    }

    /// <summary>A date, alone, with a <c>T</c>, or with a time as far as it is given and a zone.</summary>
    public static bool TryDateTime(ReadOnlySpan<byte> text, out PartialDateTime value)
    {
        value = default;
        if (!TryDatePart(text, out var at, out var date, out var precision)) return false;
        if (at < text.Length)
        {
            if (text[at++] != 'T') return false;
            if (at < text.Length) return precision == TemporalPrecision.Day && TryTimePart(text[at..], date, true, out value);
        }
        value = new PartialDateTime(date.Ticks, precision);
        return true;
    }

    /// <summary>hh, hh:mm, hh:mm:ss or hh:mm:ss.fff; no zone.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out PartialDateTime value)
    {
        if (!TryTimePart(text, default, false, out value)) return false;
        value = new PartialDateTime(value.Ticks, value.Precision, value.FractionDigits, null, isTime: true);
        return true;
    }

    private static bool TryDatePart(ReadOnlySpan<byte> text, out int at, out DateTime date, out TemporalPrecision precision)
    {
        (at, date, precision) = (0, default, TemporalPrecision.Year);
        if (!TryDigits(text, ref at, 4, out var year) || year == 0) return false;
        var month = 1;
        var day = 1;
        if (at < text.Length && text[at] == '-')
        {
            at++;
            if (!TryDigits(text, ref at, 2, out month) || month is < 1 or > 12) return false;
            precision = TemporalPrecision.Month;
            if (at < text.Length && text[at] == '-')
            {
                at++;
                if (!TryDigits(text, ref at, 2, out day) || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
                precision = TemporalPrecision.Day;
            }
        }
        date = new DateTime(year, month, day);
        return true;
    }

    private static bool TryTimePart(ReadOnlySpan<byte> text, DateTime date, bool withZone, out PartialDateTime value)
    {
        value = default;
        var at = 0;
        var precision = TemporalPrecision.Hour;
        var (minute, second, fraction, digits) = (0, 0, 0L, 0);
        if (!TryDigits(text, ref at, 2, out var hour) || hour > 23) return false;
        if (Follows(text, ref at, ':'))
        {
            if (!TryDigits(text, ref at, 2, out minute) || minute > 59) return false;
            precision = TemporalPrecision.Minute;
            if (Follows(text, ref at, ':'))
            {
                if (!TryDigits(text, ref at, 2, out second) || second > 60) return false;
                if (second == 60) second = 59; // a leap second has no place of its own on this scale
                precision = TemporalPrecision.Second;
                if (Follows(text, ref at, '.') && !TryFraction(text, ref at, out fraction, out digits)) return false;
            }
        }
        int? offset = null;
        if (withZone && at < text.Length && !TryZone(text, ref at, out offset)) return false;
        if (at != text.Length) return false;
        var ticks = date.Ticks + hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute + second * TimeSpan.TicksPerSecond + fraction;
        value = new PartialDateTime(ticks, precision, digits, offset);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, ref int at, out long ticks, out int digits)
    {
        (ticks, digits) = (0, 0);
        var unit = TimeSpan.TicksPerSecond;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            unit /= 10;
            ticks += (text[at] - '0') * unit;
            digits++;
        }
        return digits is > 0 and <= 32;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, ref int at, out int? offset)
    {
        offset = 0;
        if (Follows(text, ref at, 'Z')) return true;
        var sign = text[at] == '-' ? -1 : 1;
        if (text[at] is not ((byte)'+' or (byte)'-')) return false;
        at++;
        if (!TryDigits(text, ref at, 2, out var hours) || hours > 14 || !Follows(text, ref at, ':')) return false;
        if (!TryDigits(text, ref at, 2, out var minutes) || minutes > 59) return false;
        offset = sign * (hours * 60 + minutes);
        return true;
    }

    private static bool Follows(ReadOnlySpan<byte> text, ref int at, char expected)
    {
        if (at >= text.Length || text[at] != expected) return false;
        at++;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, ref int at, int count, out int value)
    {
        value = 0;
        if (at + count > text.Length) return false;
        for (var end = at + count; at < end; at++)
        {
            if (text[at] is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (text[at] - '0');
        }
        return true;
    }
}

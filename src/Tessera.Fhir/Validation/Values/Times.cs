namespace Tessera.Fhir.Validation.Values;

/// <summary>Formats of dates and times, on their UTF-8 bytes. The calendar is checked: 30 February is not a date.</summary>
internal static class Times
{
    public static bool IsDate(ReadOnlySpan<byte> text) => Date(text, out var used) && used == text.Length;

    public static bool IsDateTime(ReadOnlySpan<byte> text)
    {
        if (!Date(text, out var used)) return false;
        return used == text.Length || (used == 10 && text[10] == 'T' && ClockAndZone(text[11..]));
    }

    public static bool IsInstant(ReadOnlySpan<byte> text) => Date(text, out var used) && used == 10 && text.Length > 11 && text[10] == 'T' && ClockAndZone(text[11..]);

    public static bool IsTime(ReadOnlySpan<byte> text) => Clock(text, out var used) && used == text.Length;

    private static bool Date(ReadOnlySpan<byte> text, out int used)
    {
        used = 0;
        if (!Digits(text, 4, out var year) || year == 0) return false;
        used = 4;
        if (text.Length == 4 || text[4] != '-') return text.Length == 4;
        if (!Digits(text[5..], 2, out var month) || month is < 1 or > 12) return false;
        used = 7;
        if (text.Length == 7 || text[7] != '-') return text.Length == 7;
        if (!Digits(text[8..], 2, out var day) || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        used = 10;
        return true;
    }

    private static bool ClockAndZone(ReadOnlySpan<byte> text)
    {
        if (!Clock(text, out var used)) return false;
        var zone = text[used..];
        if (zone.Length == 1) return zone[0] == 'Z';
        return zone.Length == 6 && zone[0] is (byte)'+' or (byte)'-' && zone[3] == ':' &&
            Digits(zone[1..], 2, out var hours) && Digits(zone[4..], 2, out var minutes) && minutes < 60 && (hours < 14 || (hours == 14 && minutes == 0));
    }

    // Seconds may be 60 for a leap second (https://hl7.org/fhir/R4/datatypes.html#time).
    private static bool Clock(ReadOnlySpan<byte> text, out int used)
    {
        used = 8;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return false;
        if (!Digits(text, 2, out var hour) || hour > 23 || !Digits(text[3..], 2, out var minute) || minute > 59 || !Digits(text[6..], 2, out var second) || second > 60)
            return false;
        if (text.Length == 8 || text[8] != '.') return true;
        used = 9;
        while (used < text.Length && text[used] is >= (byte)'0' and <= (byte)'9') used++;
        return used > 9;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count) return false;
        for (var i = 0; i < count; i++)
        {
            if (text[i] is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + text[i] - '0';
        }
        return true;
    }
}

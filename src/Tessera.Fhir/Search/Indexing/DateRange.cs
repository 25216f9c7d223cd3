using System.Globalization;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>The instants that a FHIR date stands for, as milliseconds since 1970 in UTC: <see cref="Low"/> belongs to it,
/// <see cref="High"/> is the first after it. A date without a zone is read as UTC.</summary>
/// <param name="Low">First millisecond; <see cref="long.MinValue"/> for no beginning.</param>
/// <param name="High">First millisecond after; <see cref="long.MaxValue"/> for no end.</param>
public readonly record struct DateRange(long Low, long High)
{
    /// <summary>Reads a year, month, day, minute, second or fraction of a second with or without zone.</summary>
    public static bool TryParse(string text, out DateRange range)
    {
        ArgumentNullException.ThrowIfNull(text);
        range = default;
        var t = text.IndexOf('T', StringComparison.Ordinal);
        if (!TryParseDay(t < 0 ? text : text[..t], out var day, out var next)) return false;
        if (t >= 0) return TryParseTime(text.AsSpan(t + 1), day, out range);
        range = new DateRange(Milliseconds(day), next is { } known ? Milliseconds(known) : long.MaxValue);
        return true;
    }

    /// <summary>The smallest range that holds both.</summary>
    public DateRange Union(DateRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    private static bool TryParseDay(string text, out DateTime day, out DateTime? next)
    {
        next = null;
        var format = text.Length switch { 4 => "yyyy", 7 => "yyyy-MM", 10 => "yyyy-MM-dd", _ => null };
        if (format is null || !DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            day = default;
            return false;
        }
        if (day.Year < 9999) next = text.Length switch { 4 => day.AddYears(1), 7 => day.AddMonths(1), _ => day.AddDays(1) };
        return true;
    }

    private static bool TryParseTime(ReadOnlySpan<char> text, DateTime day, out DateRange range)
    {
        range = default;
        if (!TrySplitZone(text, out var clock, out var offset)) return false;
        if (!TryParseClock(clock, out var sinceMidnight, out var precision)) return false;
        var low = Milliseconds(day) + sinceMidnight - offset;
        range = new DateRange(low, low + precision);
        return true;
    }

    // In a URL the plus of a zone that nobody escaped arrives as a space.
    private static bool TrySplitZone(ReadOnlySpan<char> text, out ReadOnlySpan<char> clock, out long offset)
    {
        clock = text;
        offset = 0;
        if (text.EndsWith("Z"))
        {
            clock = text[..^1];
            return true;
        }
        var sign = text.LastIndexOfAny("+- ");
        if (sign < 0) return true;
        clock = text[..sign];
        if (!TryParseClock(text[(sign + 1)..], out offset, out var precision) || precision != 60_000 || offset > 14 * 3_600_000) return false;
        if (text[sign] == '-') offset = -offset;
        return true;
    }

    private static bool TryParseClock(ReadOnlySpan<char> text, out long milliseconds, out long precision)
    {
        (milliseconds, precision) = (0, 60_000);
        if (text.Length is not 5 and < 8 || text[2] != ':' || !Two(text, 0, 23, out var hour) || !Two(text, 3, 59, out var minute)) return false;
        milliseconds = (hour * 3_600_000L) + (minute * 60_000L);
        if (text.Length == 5) return true;
        if (text[5] != ':' || !Two(text, 6, 60, out var second)) return false;
        milliseconds += second * 1000L;
        precision = 1000;
        if (text.Length == 8) return true;
        return text[8] == '.' && text.Length > 9 && TryAddFraction(text[9..], ref milliseconds, ref precision);
    }

    // The store's instants have milliseconds: finer digits are cut.
    private static bool TryAddFraction(ReadOnlySpan<char> digits, ref long milliseconds, ref long precision)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i])) return false;
            if (i >= 3) continue;
            precision /= 10;
            milliseconds += (digits[i] - '0') * precision;
        }
        return true;
    }

    private static bool Two(ReadOnlySpan<char> text, int at, int largest, out int value)
    {
        value = 0;
        if (!char.IsAsciiDigit(text[at]) || !char.IsAsciiDigit(text[at + 1])) return false;
        value = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return value <= largest;
    }

    private static long Milliseconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}

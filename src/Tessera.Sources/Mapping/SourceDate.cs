using System.Globalization;
using System.Text.RegularExpressions;

namespace Tessera.Sources.Mapping;

/// <summary>Reads a date as a source writes it, or says why it cannot: nothing is guessed. A date that could be read in two ways
/// (<c>03/04/2020</c>) needs a stated format, a time without zone needs a stated zone.</summary>
internal readonly partial record struct SourceDate(string? Text, string? Reason, string? Fix)
{
    private const int EarliestYear = 1850;
    private const int LatestYear = 2150;

    /// <summary>Reads a date.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="kind">FHIR type wanted.</param>
    /// <param name="formats">Stated formats in .NET notation, such as <c>dd.MM.yyyy</c>.</param>
    /// <param name="zone">Zone of times that do not say theirs.</param>
    /// <param name="centuryFrom">First of the hundred years that years with two digits lie in; null when nobody has said so.</param>
    public static SourceDate Read(string text, DateKind kind, IReadOnlyList<string> formats, TimeZoneInfo? zone, int? centuryFrom = null)
    {
        if (IsoText.Read(text) is { } iso) return OfIso(iso, kind, zone);
        foreach (var format in formats)
        {
            if (!System.DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) continue;
            if (!HasShortYear(format)) return Finish(read, PrecisionOf(format), "", null, kind, zone);
            if (centuryFrom is not { } from) return Refused("the century of the year cannot be told", "Write the year with four digits, or state centuryFrom: 1930 in the mapping's format: 30 to 99 are then 1930 to 1999, 00 to 29 are 2000 to 2029.");
            var year = from + ((((read.Year - from) % 100) + 100) % 100);
            // 29.02.00 was a day in 2000 and none in 1900.
            return read.Day > System.DateTime.DaysInMonth(year, read.Month) ? Refused("there is no such day in the calendar", "Correct the date.")
                : Finish(new System.DateTime(year, read.Month, read.Day) + read.TimeOfDay, PrecisionOf(format), "", null, kind, zone);
        }
        return Ambiguous().Match(text) is { Success: true } written ? Unreadable(written, formats) : Refused("the text is not a date", "Write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a zone.");
    }

    /// <summary>Whether a format writes years with two digits.</summary>
    public static bool HasShortYear(string format) => format.Contains("yy", StringComparison.Ordinal) && !format.Contains("yyy", StringComparison.Ordinal);

    // 31/02/1955 is a slip whatever the format; 03/04/1955 is a question about the format.
    private static SourceDate Unreadable(Match written, IReadOnlyList<string> formats)
    {
        var (first, second) = (Number(written, "first"), Number(written, "second"));
        var year = Number(written, "year") is var found && found < 100 ? 2000 + found : found;
        if (!IsDay(year, second, first) && !IsDay(year, first, second)) return Refused("there is no such day in the calendar", "Correct the date.");
        return formats.Count > 0
            ? Refused($"the date is not written as {string.Join(" or ", formats)}", "Correct the date, or add its format: \"dates\" in the mapping's format, \"dateFormats\" in a configuration of MEF.")
            : Refused("day and month of the date cannot be told apart", "Write YYYY-MM-DD, or state the format: dates: [dd/MM/yyyy] in the mapping's format, \"dateFormats\": [\"dd/MM/yyyy\"] in a configuration of MEF.");
    }

    private static int Number(Match written, string part) => int.Parse(written.Groups[part].ValueSpan, CultureInfo.InvariantCulture);

    private static bool IsDay(int year, int month, int day) => year is > 0 and < 10000 && month is > 0 and < 13 && day > 0 && day <= System.DateTime.DaysInMonth(year, month);

    // 1 for a year, 2 for a month, 3 for a day, 4 for a time of day.
    private static int PrecisionOf(string format) =>
        format.Contains('H', StringComparison.Ordinal) ? 4 : format.Contains('d', StringComparison.Ordinal) ? 3 : format.Contains('M', StringComparison.Ordinal) ? 2 : 1;

    private static SourceDate OfIso(IsoText iso, DateKind kind, TimeZoneInfo? zone)
    {
        if (iso.Month is 0 or > 12 || iso.Day == 0 || iso.Year < 1 || (iso.Day > 0 && iso.Day > System.DateTime.DaysInMonth(iso.Year, iso.Month)))
            return Refused("there is no such day in the calendar", "Correct the date.");
        var precision = iso.Day > 0 ? 3 : iso.Month > 0 ? 2 : 1;
        var date = new System.DateTime(iso.Year, Math.Max(iso.Month, 1), Math.Max(iso.Day, 1));
        if (iso.Hour < 0) return Finish(date, precision, "", null, kind, zone);
        if (iso.Hour > 23 || iso.Minute > 59 || iso.Second > 59) return Refused("there is no such time of day", "Correct the time.");
        var time = date.AddSeconds((iso.Hour * 3600) + (iso.Minute * 60) + Math.Max(iso.Second, 0));
        return Finish(time, 4, iso.Fraction, iso.Offset, kind, zone);
    }

    private static SourceDate Finish(System.DateTime value, int precision, string fraction, string? offset, DateKind kind, TimeZoneInfo? zone)
    {
        if (value.Year is < EarliestYear or > LatestYear)
            return Refused($"the year is not between {EarliestYear} and {LatestYear}", "Leave the cell empty when the date is not known.");
        if (precision < 4 || kind == DateKind.Date)
        {
            if (kind == DateKind.Instant) return Refused("a time of day is needed", "Write YYYY-MM-DDThh:mm:ss with a zone.");
            return Found(value.ToString(precision switch { 1 => "yyyy", 2 => "yyyy-MM", _ => "yyyy-MM-dd" }, CultureInfo.InvariantCulture));
        }
        if (Offset(value, offset, zone, out var refused) is not { } shift) return refused;
        return Found(value.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + fraction + shift);
    }

    private static string? Offset(System.DateTime local, string? offset, TimeZoneInfo? zone, out SourceDate refused)
    {
        refused = default;
        if (offset is not null) return offset is "Z" or "z" ? "Z" : offset.Contains(':', StringComparison.Ordinal) ? offset : offset.Insert(3, ":");
        if (zone is null) refused = Refused("the time has no zone", "Write the offset (…T09:00:00+01:00), or state the zone in the configuration: \"timeZone\": \"Europe/Berlin\".");
        else if (zone.IsInvalidTime(local)) refused = Refused("the clocks skipped this time of day", "Write the offset, as in …T02:30:00+01:00.");
        else if (zone.IsAmbiguousTime(local)) refused = Refused("this time of day came twice", "Write the offset, as in …T02:30:00+01:00.");
        else
        {
            var shift = zone.GetUtcOffset(local);
            return $"{(shift < TimeSpan.Zero ? '-' : '+')}{shift:hh\\:mm}";
        }
        return null;
    }

    private static SourceDate Found(string text) => new(text, null, null);

    private static SourceDate Refused(string reason, string fix) => new(null, reason, fix);

    [GeneratedRegex(@"^(?<first>[0-9]{1,2})[./-](?<second>[0-9]{1,2})[./-](?<year>[0-9]{4}|[0-9]{2})\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Ambiguous();
}

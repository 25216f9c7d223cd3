using System.Globalization;

namespace Tessera.Sources.Drafting;

/// <summary>Which formats the dates of a column fit, and whether their cells tell day and month apart.</summary>
internal sealed class DateShapes
{
    private const int Longest = 20;

    private static readonly string[] Times = ["", " HH:mm", " HH:mm:ss", " H:mm", " H:mm:ss"];

    private static readonly string[] Years = ["yyyy", "yy"];

    // In the order in which they are preferred. What names its month or begins with the year has one order only.
    private static readonly string[] DayFirst = [.. Ordered("dd", "MM"), .. Ordered("d", "M"), .. Timed("dd-MMM-yyyy"), .. Timed("dd-MMM-yy")];
    private static readonly string[] MonthFirst = [.. Ordered("MM", "dd"), .. Ordered("M", "d")];
    private static readonly string[] YearFirst = ["yyyyMMdd", .. Timed("yyyy/MM/dd"), .. Timed("yyyy.MM.dd"), .. Timed("yyyy/M/d")];

    private readonly int[] dayFirst = new int[DayFirst.Length];
    private readonly int[] monthFirst = new int[MonthFirst.Length];
    private readonly int[] yearFirst = new int[YearFirst.Length];
    private int onlyDayFirst;
    private int onlyMonthFirst;

    /// <summary>The format that all cells fit: none when none does beside ISO 8601, two when day and month cannot be told apart.</summary>
    public IReadOnlyList<string> Formats
    {
        get
        {
            var most = Math.Max(dayFirst.Max(), Math.Max(monthFirst.Max(), yearFirst.Max()));
            if (most == 0) return [];
            if (yearFirst.Max() == most) return [Best(YearFirst, yearFirst)];
            if (dayFirst.Max() == 0) return [Best(MonthFirst, monthFirst)];
            if (monthFirst.Max() == 0) return [Best(DayFirst, dayFirst)];
            var (day, month) = (Best(DayFirst, dayFirst), Best(MonthFirst, monthFirst));
            // A slip of the pen is no other order. Between points the day comes first wherever no cell says otherwise.
            if (onlyDayFirst > 0 && onlyMonthFirst * 20 <= onlyDayFirst) return [day];
            if (onlyMonthFirst > 0 && onlyDayFirst * 20 <= onlyMonthFirst) return [month];
            return onlyDayFirst + onlyMonthFirst == 0 && day.Contains('.', StringComparison.Ordinal) ? [day] : [day, month];
        }
    }

    /// <summary>Takes a cell into account; whether it is a date.</summary>
    public bool Add(string cell)
    {
        if (cell.Length is < 6 or > Longest || !char.IsAsciiDigit(cell[0])) return false;
        var (isDayFirst, isMonthFirst) = (Count(cell, DayFirst, dayFirst), Count(cell, MonthFirst, monthFirst));
        if (isDayFirst && !isMonthFirst) onlyDayFirst++;
        if (isMonthFirst && !isDayFirst) onlyMonthFirst++;
        return Count(cell, YearFirst, yearFirst) || isDayFirst || isMonthFirst;
    }

    /// <summary>Whether a cell is a date of a format.</summary>
    public static bool IsDate(string cell, string format) =>
        DateTime.TryParseExact(cell, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2100;

    /// <summary>Whether a format says which of day and month comes first, and both could.</summary>
    public static bool IsOrdered(string format) => format[0] is 'd' or 'M' && !format.Contains("MMM", StringComparison.Ordinal);

    /// <summary>The sign between day, month and year.</summary>
    public static char SignOf(string format) => format.First(letter => !char.IsAsciiLetter(letter));

    private static IEnumerable<string> Ordered(string first, string second) =>
        from year in Years
        from sign in "./-"
        from format in Timed($"{first}{sign}{second}{sign}{year}")
        select format;

    private static IEnumerable<string> Timed(string day) => Times.Select(time => day + time);

    private static string Best(string[] formats, int[] counts) => formats[Array.IndexOf(counts, counts.Max())];

    private static bool Count(string cell, string[] formats, int[] counts)
    {
        var isAny = false;
        for (var index = 0; index < formats.Length; index++)
        {
            if (!IsDate(cell, formats[index])) continue;
            counts[index]++;
            isAny = true;
        }

        return isAny;
    }
}

using System.Globalization;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>Days on a line.</summary>
internal sealed class TimeScale
{
    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12, 24, 60, 120];
    private static readonly int[] DaySteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    private readonly DateOnly zero;

    /// <summary>Makes a scale.</summary>
    /// <param name="from">Day at the left edge.</param>
    /// <param name="to">Day at the right edge, after <paramref name="from"/>.</param>
    /// <param name="zero">Day 0 when days are counted.</param>
    /// <param name="width">Width in pixels.</param>
    public TimeScale(DateOnly from, DateOnly to, DateOnly zero, int width)
    {
        (From, To, this.zero, Width) = (from, to > from ? to : from.AddDays(1), zero, width);
        Days = To.DayNumber - From.DayNumber;
    }

    public DateOnly From { get; }

    public DateOnly To { get; }

    public int Width { get; }

    /// <summary>Number of days from edge to edge.</summary>
    public int Days { get; }

    /// <summary>Place of a day in pixels from the left.</summary>
    public double X(DateOnly day) => (double)(day.DayNumber - From.DayNumber) * Width / Days;

    public bool Holds(DateOnly first, DateOnly last) => first <= To && last >= From;

    /// <summary>Lines with their words, at least <paramref name="apart"/> pixels from each other.</summary>
    public IReadOnlyList<Tick> Dates(int apart = 56)
    {
        var months = (double)Days / 30.44;
        var step = Array.Find(MonthSteps, size => size * Width / months >= apart) is > 0 and var found ? found : MonthSteps[^1];
        var ticks = new List<Tick>();
        var day = new DateOnly(From.Year, 1, 1);
        for (; day <= To; day = Later(day, step))
        {
            if (day < From) continue;
            var isYear = day.Month == 1;
            ticks.Add(new Tick(X(day), isYear ? day.Year.ToString(CultureInfo.InvariantCulture) : day.ToString("MMM", CultureInfo.InvariantCulture), isYear));
            if (day.Year > 9990) break;
        }

        // Less than a year: the months alone would not say which year.
        if (ticks.Count > 0 && !ticks.Exists(tick => tick.IsStrong))
            ticks[0] = ticks[0] with { Label = First(ticks[0].X).ToString("MMM yyyy", CultureInfo.InvariantCulture) };
        return ticks.Count > 0 ? ticks : [new Tick(0, From.ToString("d MMM yyyy", CultureInfo.InvariantCulture), true)];
    }

    /// <summary>Lines at round numbers of days since day 0.</summary>
    public IReadOnlyList<Tick> Counted(int apart = 56)
    {
        var step = Array.Find(DaySteps, size => (double)size * Width / Days >= apart) is > 0 and var found ? found : DaySteps[^1];
        var ticks = new List<Tick>();
        var first = (int)Math.Ceiling((From.DayNumber - zero.DayNumber) / (double)step) * step;
        for (var count = first; zero.DayNumber + count <= To.DayNumber; count += step)
            ticks.Add(new Tick((double)(zero.DayNumber + count - From.DayNumber) * Width / Days, count.ToString(CultureInfo.InvariantCulture), count == 0));
        return ticks;
    }

    private DateOnly First(double x) => From.AddDays((int)Math.Round(x * Days / Width));

    private static DateOnly Later(DateOnly day, int months) => day.Year > 9980 ? DateOnly.MaxValue : day.AddMonths(months);
}

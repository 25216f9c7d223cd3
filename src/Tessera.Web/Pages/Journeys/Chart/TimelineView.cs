using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Oncology.Journeys;
using Tessera.Oncology.Mcode;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>Which part of a journey the picture shows and how: the state that stands in the address. Days are counted from the diagnosis,
/// so that an address tells no date of a patient.</summary>
public sealed record TimelineView
{
    private const int Narrowest = 700;
    private const int Usual = 760;
    private const int Widest = 2400;
    private const int FarthestDay = 60_000;
    private const int ShortestDays = 7;

    /// <summary>Day at the left edge, counted from <see cref="DayZero"/>; null to fit the story.</summary>
    public int? From { get; init; }

    /// <summary>Day at the right edge; null to fit the story.</summary>
    public int? To { get; init; }

    /// <summary>Whether the axis counts days since the diagnosis instead of showing dates.</summary>
    public bool CountsDays { get; init; }

    /// <summary>The tracks that are folded.</summary>
    public IReadOnlySet<McodeGroup> Closed { get; init; } = new HashSet<McodeGroup>();

    /// <summary>Width of the plot in pixels.</summary>
    public int Width { get; init; } = Usual;

    /// <summary>Whether the facts are shown as a table.</summary>
    public bool IsTable { get; init; }

    /// <summary>Page of the table, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Reads a view from an address; what is not understood is left at its default.</summary>
    internal static TimelineView Read(IQueryCollection query)
    {
        var closed = new HashSet<McodeGroup>();
        foreach (var name in ((string?)query["closed"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (Enum.TryParse<McodeGroup>(name, ignoreCase: true, out var group) && Enum.IsDefined(group)) closed.Add(group);
        var (from, to) = (Number(query, "from"), Number(query, "to"));
        var isWindow = from is not null && to - from >= ShortestDays;
        return new TimelineView
        {
            From = isWindow ? from : null, To = isWindow ? to : null, Closed = closed,
            CountsDays = query["axis"] == "days", IsTable = query["view"] == "table", Page = Math.Clamp(Number(query, "page") ?? 0, 0, 10_000),
            Width = Math.Clamp(Number(query, "width") ?? Usual, Narrowest, Widest),
        };
    }

    /// <summary>Day 0: the diagnosis, else the first day of the story.</summary>
    public static DateOnly DayZero(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return journey.Diagnosed ?? journey.KnownSince ?? FirstDay(journey) ?? DateOnly.FromDayNumber(730_000);
    }

    /// <summary>First and last day shown.</summary>
    internal (DateOnly From, DateOnly To) Window(Journey journey)
    {
        var zero = DayZero(journey);
        return From is { } from && To is { } to ? (Day(zero, from), Day(zero, to)) : Fit(journey);
    }

    /// <summary>The address of this view, without the path.</summary>
    public string Query()
    {
        var parts = new List<string>();
        if (From is { } from && To is { } to) parts.Add(string.Create(CultureInfo.InvariantCulture, $"from={from}&to={to}"));
        if (CountsDays) parts.Add("axis=days");
        if (Closed.Count > 0) parts.Add("closed=" + string.Join(',', Closed.Order().Select(group => group.ToString().ToLowerInvariant())));
        if (IsTable) parts.Add("view=table");
        if (Page > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return "?" + string.Join('&', parts);
    }

    /// <summary>This view, nearer or farther around its middle.</summary>
    public TimelineView Zoomed(double factor)
    {
        if (From is not { } from || To is not { } to) return this;
        var half = Math.Clamp((to - from) * factor / 2, ShortestDays / 2.0, FarthestDay / 2.0);
        var middle = (from + to) / 2.0;
        return this with { From = Bounded(middle - half), To = Bounded(middle + half) };
    }

    /// <summary>This view, later or earlier by a share of its length.</summary>
    public TimelineView Moved(double share)
    {
        if (From is not { } from || To is not { } to) return this;
        var by = (to - from) * share;
        return this with { From = Bounded(from + by), To = Bounded(to + by) };
    }

    /// <summary>This view with a track folded or unfolded.</summary>
    public TimelineView Toggled(McodeGroup group) => this with { Closed = Closed.Contains(group) ? Closed.Where(one => one != group).ToHashSet() : Closed.Append(group).ToHashSet() };

    // From first to last contact: an outlier, such as a condition of childhood or a wrong year, must not press the story into a line.
    private static (DateOnly, DateOnly) Fit(Journey journey)
    {
        var first = FirstDay(journey) ?? new DateOnly(2000, 1, 1);
        var start = Earliest(journey.KnownSince, journey.Diagnosed) ?? first;
        var end = journey.LastContact ?? journey.Facts.Where(fact => fact.Date is { Start.Length: > 0 }).Select(fact => (DateOnly?)fact.Date!.Value.First).Max() ?? start;
        if (journey.Person.Died is { } died && died.First > end && died.First.DayNumber - end.DayNumber < 3650) end = died.First;
        if (journey.Exposures.Count > 0 && journey.Exposures.Max(exposure => exposure.Last) is var last && last > end && last.DayNumber - end.DayNumber < 400) end = last;
        var margin = Math.Max(5, (end.DayNumber - start.DayNumber) / 30);
        return (Day(start, -margin), Day(end, margin));
    }

    private static DateOnly? FirstDay(Journey journey) => journey.Facts.FirstOrDefault(fact => fact.Date is { Start.Length: > 0 })?.Date?.First;

    private static DateOnly? Earliest(DateOnly? left, DateOnly? right) => left is null ? right : right is null || left < right ? left : right;

    private static DateOnly Day(DateOnly zero, int offset) => DateOnly.FromDayNumber(Math.Clamp(zero.DayNumber + offset, 0, DateOnly.MaxValue.DayNumber - 400));

    private static int Bounded(double day) => (int)Math.Clamp(Math.Round(day), -FarthestDay, FarthestDay);

    private static int? Number(IQueryCollection query, string name) =>
        int.TryParse(query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs((long)number) <= FarthestDay ? number : null;
}

using Tessera.Oncology.Journeys;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>The picture of a journey, placed: everything that <c>Timeline.razor</c> draws.</summary>
public sealed record Timeline
{
    private const double AxisHeight = 30;
    private const double TrackGap = 10;
    private const double TitleHeight = 24;

    /// <summary>The view that it shows.</summary>
    public required TimelineView View { get; init; }

    /// <summary>Width of the plot in pixels; narrower it scrolls, wider it stretches.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required double Height { get; init; }

    /// <summary>Lines of the time axis.</summary>
    public required IReadOnlyList<Tick> Ticks { get; init; }

    /// <summary>The tracks.</summary>
    public required IReadOnlyList<PlacedTrack> Tracks { get; init; }

    /// <summary>Where what is known begins, in pixels; null when the whole picture is known.</summary>
    public double? KnownFrom { get; init; }

    /// <summary>Vertical lines: progressions, death, today.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>Number of facts with a date.</summary>
    public required int Dated { get; init; }

    /// <summary>Number of dated facts left of the picture.</summary>
    public required int Earlier { get; init; }

    /// <summary>Number of dated facts right of the picture.</summary>
    public required int Later { get; init; }

    /// <summary>Number of facts without a date.</summary>
    public required int Undated { get; init; }

    /// <summary>Places a journey.</summary>
    internal static Timeline Of(Texts say, Journey journey, TimelineView view, DateOnly today)
    {
        var window = view.Window(journey);
        var scale = new TimeScale(window.From, window.To, TimelineView.DayZero(journey), view.Width);
        var top = AxisHeight;
        var tracks = new List<PlacedTrack>();
        var (earlier, later, dated) = (0, 0, 0);
        foreach (var track in new Tracks(say, journey).All())
        {
            var placed = Place(track, top, scale, !view.Closed.Contains(track.Group));
            tracks.Add(placed);
            top += placed.Height;
            dated += track.Facts;
            earlier += Count(track, item => item.Last < scale.From);
            later += Count(track, item => item.First > scale.To);
        }

        return new Timeline
        {
            View = view with { From = window.From.DayNumber - TimelineView.DayZero(journey).DayNumber, To = window.To.DayNumber - TimelineView.DayZero(journey).DayNumber },
            Width = view.Width, Height = top + 4, Tracks = tracks, Ticks = view.CountsDays ? scale.Counted() : scale.Dates(),
            KnownFrom = journey.KnownSince is { } since && since > scale.From ? Math.Min(scale.X(since), view.Width) : null,
            Rules = RulesOf(say, journey, scale, today), Dated = dated, Earlier = earlier, Later = later, Undated = journey.Facts.Count - dated,
        };
    }

    private static int Count(Track track, Func<Item, bool> isMeant) => track.Lanes.Sum(lane => lane.Items.Where(isMeant).Sum(item => item.Facts.Count));

    private static PlacedTrack Place(Track track, double top, TimeScale scale, bool isOpen)
    {
        var lanes = new List<PlacedLane>();
        var y = top + (isOpen ? TitleHeight : 3);
        foreach (var lane in isOpen ? track.Lanes : [Closed(track)])
        {
            var placed = LanePlacement.Place(lane, y, scale, isOpen);
            lanes.Add(placed);
            y += placed.Height;
        }

        return new PlacedTrack(track, top, y - top + TrackGap, isOpen, lanes);
    }

    private static Lane Closed(Track track) => new("", LaneKind.Points, [.. track.Lanes.SelectMany(lane => lane.Items).Select(item => item with { Shape = Dot(track.Group, item.Shape) }).OrderBy(item => item.First)]);

    private static Shape Dot(McodeGroup group, Shape shape) => group switch
    {
        McodeGroup.Patient => Shape.Square,
        McodeGroup.Disease => Shape.Diamond,
        McodeGroup.Genomics => Shape.Hexagon,
        McodeGroup.Labs => Shape.Dot,
        McodeGroup.Treatment => Shape.Tick,
        _ => shape is Shape.Up or Shape.Down ? shape : Shape.Level,
    };

    private static List<Rule> RulesOf(Texts say, Journey journey, TimeScale scale, DateOnly today)
    {
        var rules = new List<Rule>();
        foreach (var progression in journey.Progressions) Add(progression.Date.First, say["journey.rule." + progression.Kind.ToString().ToLowerInvariant()], "progression");
        if (journey.Person.Died is { } died) Add(died.First, say["journey.rule.death"], "death");
        else Add(today, say["journey.rule.today"], "today");
        return rules;

        void Add(DateOnly day, string label, string tone)
        {
            if (day >= scale.From && day <= scale.To) rules.Add(new Rule(scale.X(day), label, tone));
        }
    }
}

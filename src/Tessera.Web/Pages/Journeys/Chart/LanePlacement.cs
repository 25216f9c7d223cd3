namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>Places one lane: marks that would lie on each other become one, and no two words touch.</summary>
internal static class LanePlacement
{
    private const double LineHeight = 22;
    private const double LabelLine = 15;
    private const double MarkHalf = 7;
    private const double Closest = 13;
    private const int LabelLines = 3;
    private const int ShortestLabel = 4;
    private const int LongestLabel = 44;
    private const double SeriesHeight = 44;
    private const double ThinnestBar = 8;

    public static PlacedLane Place(Lane lane, double top, TimeScale scale, bool hasLabels)
    {
        var items = lane.Items.Where(item => scale.Holds(item.First, item.Last)).ToList();
        return lane.Kind switch
        {
            LaneKind.Bars => Bars(lane, items, top, scale),
            LaneKind.Series => Series(lane, items, top, scale),
            _ => Points(lane, items, top, scale, hasLabels),
        };
    }

    private static PlacedLane Points(Lane lane, List<Item> items, double top, TimeScale scale, bool hasLabels)
    {
        var marks = Clusters(items, scale).Select(cluster => Point(cluster, LineHeight / 2, scale)).ToList();
        var lines = 0;
        if (hasLabels) lines = Label(marks, [.. Clusters(items, scale).Select(cluster => MarkLabel.Joined(cluster.Select(item => item.Label)))], scale.Width);
        return new PlacedLane(lane, top, LineHeight + (lines * LabelLine), marks);
    }

    private static List<List<Item>> Clusters(List<Item> items, TimeScale scale)
    {
        var clusters = new List<List<Item>>();
        foreach (var item in items.OrderBy(item => Centre(item, scale)))
        {
            if (clusters.Count > 0 && Centre(item, scale) - Centre(clusters[^1][0], scale) < Closest) clusters[^1].Add(item);
            else clusters.Add([item]);
        }

        return clusters;
    }

    private static double Centre(Item item, TimeScale scale) => Math.Clamp((scale.X(item.First) + scale.X(item.Last)) / 2, MarkHalf, scale.Width - MarkHalf);

    private static Mark Point(List<Item> cluster, double y, TimeScale scale)
    {
        var vague = cluster.Find(item => item.IsVague);
        // What is worse or outside its range is not hidden behind what is not.
        var shape = cluster.Find(item => item.Shape is Shape.Down or Shape.Ring or Shape.Cross)?.Shape ?? cluster[0].Shape;
        return new Mark(Centre(cluster[0], scale), 0, y, shape, [.. cluster.SelectMany(item => item.Facts)])
        {
            Items = cluster.Count,
            Vague = vague is null ? null : (Math.Max(0, scale.X(vague.First)), Math.Min(scale.Width, scale.X(vague.Last))),
        };
    }

    // Beside the mark when there is room before the next one, else below it, on the first line that is free; shortened, or left to the
    // note that every mark has, when no line is.
    private static int Label(List<Mark> marks, List<string> words, double width)
    {
        var used = 0;
        var ends = new double[LabelLines + 1];
        for (var at = 0; at < marks.Count; at++)
        {
            var text = words[at].Length > LongestLabel ? words[at][..(LongestLabel - 1)].TrimEnd() + "…" : words[at];
            var next = at + 1 < marks.Count ? marks[at + 1].X - MarkHalf - 3 : width;
            var beside = text.Length == 0 ? null : Beside(marks[at], text, ends[0], next);
            ends[0] = Math.Max(marks[at].X + MarkHalf, beside is { Ends: false } ? beside.X + beside.Width : 0);
            if (beside is not null) marks[at] = marks[at] with { Label = beside };
            if (text.Length == 0 || beside is not null) continue;
            for (var line = 1; line <= LabelLines; line++)
            {
                if (Below(marks[at], text, line, ends[line], width) is not { } below) continue;
                marks[at] = marks[at] with { Label = below };
                ends[line] = below.Left + below.Width + 10;
                used = Math.Max(used, line);
                break;
            }
        }

        return used;
    }

    private static MarkLabel? Beside(Mark mark, string text, double free, double next)
    {
        var right = new MarkLabel(text, mark.X + MarkHalf + 3, mark.Y + 4, false);
        if (right.X + right.Width <= next) return right;
        var left = new MarkLabel(text, mark.X - MarkHalf - 3, mark.Y + 4, true);
        return left.Left >= free + 4 ? left : null;
    }

    private static MarkLabel? Below(Mark mark, string text, int line, double free, double width)
    {
        var y = mark.Y + 6 + (line * LabelLine);
        var start = Math.Min(mark.X - MarkHalf, width - (text.Length * MarkLabel.Letter));
        if (start >= free && start >= 0) return new MarkLabel(text, start, y, false);
        // No room for all of it: as much as fits to the right of what stands there.
        start = Math.Max(0, Math.Max(free, mark.X - MarkHalf));
        var letters = (int)((width - start) / MarkLabel.Letter);
        if (start > mark.X + MarkHalf || letters < Math.Min(text.Length, ShortestLabel)) return null;
        return new MarkLabel(letters >= text.Length ? text : text[..(letters - 1)].TrimEnd() + "…", start, y, false);
    }

    private static PlacedLane Bars(Lane lane, List<Item> items, double top, TimeScale scale)
    {
        var marks = new List<Mark>();
        var hasOthers = items.Exists(item => item.Shape != Shape.Outlined);
        foreach (var item in items)
        {
            var left = Math.Clamp(scale.X(item.First), 0, scale.Width);
            var right = Math.Clamp(scale.X(item.Last.DayNumber < DateOnly.MaxValue.DayNumber ? item.Last.AddDays(1) : item.Last), 0, scale.Width);
            if (right - left < ThinnestBar) (left, right) = left + ThinnestBar > scale.Width ? (scale.Width - ThinnestBar, scale.Width) : (left, left + ThinnestBar);
            var y = item.Shape == Shape.Outlined && hasOthers ? 4 : item.Shape == Shape.Outlined ? LineHeight / 2 : 13;
            var mark = new Mark(left, right - left, y, item.Shape, item.Facts) { Notches = Notches(item, left, right, scale) };
            var label = item.Label.Length == 0 || !Fits(items, item, right, item.Label, scale) ? null : new MarkLabel(item.Label, right + 5, y + 4, false);
            Join(marks, mark with { Label = label });
        }

        return new PlacedLane(lane, top, LineHeight, marks);
    }

    // Two short bars of one kind that would lie on each other are one.
    private static void Join(List<Mark> marks, Mark mark)
    {
        var at = marks.FindLastIndex(other => other.Shape == mark.Shape);
        if (at < 0 || marks[at].X + marks[at].Width + 1 <= mark.X)
        {
            marks.Add(mark);
            return;
        }

        var other = marks[at];
        var right = Math.Max(other.X + other.Width, mark.X + mark.Width);
        marks[at] = other with { Width = right - other.X, Facts = [.. other.Facts, .. mark.Facts], Items = other.Items + 1, Notches = [.. other.Notches, .. mark.Notches], Label = null };
    }

    private static bool Fits(List<Item> items, Item item, double right, string label, TimeScale scale)
    {
        var end = right + 5 + (label.Length * MarkLabel.Letter);
        return end <= scale.Width && !items.Exists(other => !ReferenceEquals(other, item) && scale.X(other.Last) > right && scale.X(other.First) < end + 5);
    }

    private static List<double> Notches(Item item, double left, double right, TimeScale scale)
    {
        if (item.Shape != Shape.Solid || item.Facts.Count < 2 || (right - left) / item.Facts.Count < 5) return [];
        return [.. item.Facts.Select(fact => fact.Date is { } date ? scale.X(date.First) : left).Where(x => x > left + 2 && x < right - 2).Distinct()];
    }

    private static PlacedLane Series(Lane lane, List<Item> items, double top, TimeScale scale)
    {
        var values = items.Where(item => item.Value is not null).Select(item => item.Value!.Value).ToList();
        if (values.Count == 0) return new PlacedLane(lane, top, SeriesHeight, []);
        var lowest = Math.Min(values.Min(), lane.Low ?? values.Min());
        var highest = Math.Max(values.Max(), lane.High ?? values.Max());
        var span = highest - lowest == 0 ? 1 : highest - lowest;
        double Y(decimal value) => 8 + (double)((highest - value) / span) * (SeriesHeight - 16);

        var marks = new List<Mark>();
        foreach (var cluster in Clusters([.. items.Where(item => item.Value is not null)], scale)) marks.Add(Value(cluster, Y, scale));
        if (marks.Count > 0 && items[^1].Label is { Length: > 0 } last) marks[^1] = marks[^1] with { Label = LastValue(marks, last, scale.Width) };
        return new PlacedLane(lane, top, SeriesHeight, marks)
        {
            Line = [.. marks.Select(mark => (mark.X, mark.Y))],
            Band = lane.Low is null && lane.High is null ? null : (lane.High is { } high ? Y(high) : 2, lane.Low is { } low ? Y(low) : SeriesHeight - 2),
        };
    }

    // The last of several values with the reach of all of them: a mean is a value that nobody measured.
    private static Mark Value(List<Item> cluster, Func<decimal, double> y, TimeScale scale)
    {
        var (low, high) = (cluster.Min(item => item.Value!.Value), cluster.Max(item => item.Value!.Value));
        return Point(cluster, y(cluster[^1].Value!.Value), scale) with { Spread = low == high ? null : (y(high), y(low)) };
    }

    // Behind the last point, else above or below it, wherever no point lies under the words.
    private static MarkLabel? LastValue(List<Mark> marks, string text, double width)
    {
        var (x, y) = (marks[^1].X, marks[^1].Y);
        MarkLabel[] places = [new(text, x + MarkHalf + 3, y + 4, false), new(text, x + MarkHalf, y - 10, true), new(text, x + MarkHalf, y + 18, true)];
        return Array.Find(places, place => place.Left >= 0 && place.Left + place.Width <= width && place.Y is > 9 and < SeriesHeight + 2
            && !marks.Exists(mark => mark.X > place.Left - MarkHalf && mark.X < place.Left + place.Width + MarkHalf && Math.Abs(mark.Y - (place.Y - 4)) < 11 && mark != marks[^1]));
    }
}

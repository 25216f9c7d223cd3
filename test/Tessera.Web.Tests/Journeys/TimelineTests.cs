using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tessera.Oncology.Journeys;
using Tessera.Web.Pages.Journeys.Chart;

namespace Tessera.Web.Tests.Journeys;

public sealed class TimelineTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Every_fact_with_a_date_stands_in_one_place_of_the_picture()
    {
        foreach (var journey in Stories.Synthetic.Value)
        {
            var shown = new Tracks(Stories.Say, journey).All().SelectMany(track => track.Lanes).SelectMany(lane => lane.Items).SelectMany(item => item.Facts).ToList();
            Assert.Equal(journey.Facts.Where(fact => fact.Date is not null).Select(fact => (fact.Source, fact.Kind, fact.Says)).Order(), shown.Select(fact => (fact.Source, fact.Kind, fact.Says)).Order());
        }
    }

    [Fact]
    public void Every_fact_of_the_window_is_behind_a_mark_folded_or_not()
    {
        foreach (var journey in Stories.Synthetic.Value)
        {
            var open = Place(journey, "");
            var closed = Place(journey, "?closed=patient,disease,genomics,labs,treatment,outcome");
            Assert.Equal(open.Dated - open.Earlier - open.Later, Facts(open).Count());
            Assert.Equal(Facts(open).Order(), Facts(closed).Order());
        }
    }

    [Fact]
    public void Nothing_overlaps()
    {
        foreach (var journey in Stories.Synthetic.Value)
            foreach (var query in new[] { "", "?width=700", "?width=1900", "?from=0&to=90", "?from=-200&to=4000&axis=days" })
                foreach (var lane in Place(journey, query).Tracks.SelectMany(track => track.Lanes)) AssertApart(lane, Place(journey, query).Width);
    }

    [Fact]
    public void Two_facts_make_a_picture_with_two_marks()
    {
        var timeline = Place(Stories.Of(Stories.Result(1, "CA 15-3", "2026-01-02", "1"), Stories.Result(2, "CEA", "2026-05-02", "2")), "");
        Assert.Equal(2, timeline.Tracks.SelectMany(track => track.Lanes).Sum(lane => lane.Marks.Count));
        Assert.True(timeline.Ticks.Count is >= 2 and <= 15);
        Assert.True(timeline.Height < 120);
    }

    [Fact]
    public void Two_values_of_one_day_are_drawn_as_what_they_are_and_not_as_their_mean()
    {
        var journey = Stories.Of(
            Stories.Result(1, "CEA", "2026-01-02", "1"), Stories.Result(2, "CEA", "2026-05-02", "3"), Stories.Result(3, "CEA", "2026-05-02", "9"), Stories.Result(4, "CEA", "2026-09-02", "9"));
        var marks = Place(journey, "").Tracks.SelectMany(track => track.Lanes).Single().Marks;
        Assert.Equal([1, 2, 1], marks.Select(mark => mark.Items));
        Assert.Null(marks[0].Spread);
        var (top, bottom) = Assert.NotNull(marks[1].Spread);
        Assert.Equal(marks[2].Y, top);
        Assert.True(bottom > top && bottom < marks[0].Y);
        Assert.Contains(marks[1].Y, new[] { top, bottom });
    }

    [Fact]
    public void Tests_of_one_day_are_all_named_or_counted_in_the_same_order_whatever_they_are_called_by()
    {
        string Label(params string[] tests) =>
            Place(Stories.Of(tests.Select((test, number) => Stories.Result(number, test, "2026-01-02", "1")).Append(Stories.Result(9, "CEA", "2026-09-02", "1"))), "").Tracks
                .SelectMany(track => track.Lanes).Single().Marks[0].Label!.Text;
        Assert.Equal("Height", Label("Height"));
        Assert.Equal("Height · Weight", Label("Weight", "Height"));
        Assert.Equal("Height +2", Label("Weight", "Pulse", "Height"));
    }

    [Fact]
    public void Five_thousand_facts_make_a_picture_of_the_same_size()
    {
        var start = new DateOnly(2020, 1, 1);
        var timeline = Place(Stories.Of(Enumerable.Range(0, 5000).Select(number => Stories.Result(number, $"Test {number % 40}", start.AddDays(number % 2000).ToString("O", CultureInfo.InvariantCulture), $"{number % 17}"))), "");
        Assert.Equal(5000, Facts(timeline).Count());
        Assert.True(timeline.Height < 700);
        Assert.True(timeline.Tracks.SelectMany(track => track.Lanes).Sum(lane => lane.Marks.Count) < 900);
    }

    [Fact]
    public void No_facts_make_an_empty_picture() => Assert.Empty(Place(Stories.Of(), "").Tracks);

    [Fact]
    public void An_outlier_does_not_press_the_story_into_a_line()
    {
        var journey = Stories.Of(
            """{"resourceType":"Condition","id":"c","code":{"text":"Measles"},"subject":{"reference":"Patient/p"},"onsetDateTime":"1962"}""",
            Stories.Result(1, "CEA", "2026-01-02", "1"), Stories.Result(2, "CEA", "2026-05-02", "2"));
        var timeline = Place(journey, "");
        Assert.Equal(1, timeline.Earlier);
        Assert.True(timeline.View.To - timeline.View.From < 200);
    }

    [Fact]
    public void A_day_that_is_not_known_exactly_is_drawn_as_a_range()
    {
        var journey = Stories.Of(Stories.Result(1, "CEA", "2026-03", "1"), Stories.Result(2, "CEA2", "2026-01-02", "2"), Stories.Result(3, "CEA2", "2026-07-02", "2"));
        var mark = Place(journey, "").Tracks.SelectMany(track => track.Lanes).SelectMany(lane => lane.Marks).Single(mark => mark.Facts[0].Source == "Observation/o1");
        Assert.True(mark.Vague!.Value.To - mark.Vague.Value.From > 50);
    }

    [Fact]
    public void The_picture_is_well_formed_whatever_the_records_say()
    {
        var journey = Stories.Of(Stories.Result(1, "<script>alert(1)</script> \\u0001\\u001b & \\\"x\\\" ]]>", "2026-01-02", "1"), Stories.Result(2, "\\u202eabc\\ufffe", "2026-01-05", "2"));
        var svg = new TimelineSvg(Stories.Say, Place(journey, ""), "/patients/p");
        foreach (var text in new[] { svg.Names(), svg.Plot(), svg.File("svg { color: red }") }) Assert.DoesNotContain(XElement.Parse(text).DescendantsAndSelf(), element => element.Name.LocalName == "script");
    }

    [Theory]
    [InlineData("?from=-30&to=400&axis=days&closed=labs,outcome", "?from=-30&to=400&axis=days&closed=labs,outcome")]
    [InlineData("?view=table&page=3", "?view=table&page=3")]
    [InlineData("?from=5&to=4&closed=nothing,7&axis=weeks&page=-1&width=9", "?")]
    [InlineData("?from=99999999999&to=1&page=x", "?")]
    public void The_address_is_the_state_and_what_it_does_not_understand_is_left(string query, string kept) => Assert.Equal(kept, View(query).Query());

    [Fact]
    public void Zooming_and_moving_stay_within_bounds()
    {
        var view = View("?from=0&to=100");
        for (var times = 0; times < 40; times++) view = view.Zoomed(0.5);
        Assert.InRange(view.To!.Value - view.From!.Value, 6, 8);
        for (var times = 0; times < 60; times++) view = view.Zoomed(2).Moved(0.5);
        Assert.InRange(view.To!.Value, -60_000, 60_000);
        Assert.NotNull(Place(Stories.Synthetic.Value[0], view.Query()));
    }

    private static void AssertApart(PlacedLane lane, double width)
    {
        var labels = lane.Marks.Where(mark => mark.Label is not null).ToList();
        foreach (var mark in labels)
        {
            var label = mark.Label!;
            Assert.InRange(label.Left, -0.01, width);
            Assert.InRange(label.Left + label.Width, 0, width + 0.01);
            foreach (var other in labels.Where(other => other != mark && Math.Abs(other.Label!.Y - label.Y) < 11))
                Assert.True(label.Left + label.Width <= other.Label!.Left || other.Label.Left + other.Label.Width <= label.Left, $"{lane.Lane.Name}: '{label.Text}' and '{other.Label.Text}'");
            foreach (var other in lane.Marks.Where(other => other != mark && other.Width == 0 && Math.Abs(other.Y - (label.Y - 4)) < 8))
                Assert.True(other.X + 5 <= label.Left || label.Left + label.Width <= other.X - 5, $"{lane.Lane.Name}: '{label.Text}' over a mark");
        }
    }

    private static IEnumerable<string> Facts(Timeline timeline) => timeline.Tracks.SelectMany(track => track.Lanes).SelectMany(lane => lane.Marks).SelectMany(mark => mark.Facts).Select(fact => fact.Source + fact.Kind + fact.Says);

    private static Timeline Place(Journey journey, string query) => Timeline.Of(Stories.Say, journey, View(query), Today);

    private static TimelineView View(string query) => TimelineView.Read(new QueryCollection(QueryHelpers.ParseQuery(query)));
}

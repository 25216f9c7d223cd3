using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>Collects the items of a track's lanes, lanes in the order of their first use.</summary>
internal sealed class LaneSet
{
    private readonly List<(string Name, LaneKind Kind, List<Item> Items)> lanes = [];

    public void Add(string lane, Item? item, LaneKind kind = LaneKind.Points)
    {
        if (item is null) return;
        var found = lanes.Find(one => one.Name == lane && one.Kind == kind);
        if (found.Items is null) lanes.Add(found = (lane, kind, []));
        found.Items.Add(item);
    }

    /// <summary>The lanes, each item in order.</summary>
    public List<Lane> ToLanes() => [.. lanes.Select(lane => new Lane(lane.Name, lane.Kind, [.. lane.Items.OrderBy(item => item.First).ThenBy(item => item.Last)]))];

    /// <summary>Items that tell of one thing on one day become one: a stage with its categories.</summary>
    public static IEnumerable<Item> OfOneDay(IEnumerable<Fact> facts, Shape shape, Func<IReadOnlyList<Fact>, string> label)
    {
        foreach (var day in facts.Where(fact => fact.Date is not null).GroupBy(fact => (fact.Date!.Value.First, fact.Date.Value.Last)))
        {
            var together = day.ToList();
            if (Item.At(together[0], shape, label(together)) is { } item) yield return item with { Facts = together };
        }
    }
}

using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>What a lane shows at one time: one fact or several that belong together.</summary>
/// <param name="First">First day.</param>
/// <param name="Last">Last day.</param>
/// <param name="Shape">How it looks.</param>
/// <param name="Label">Its words in the picture; empty for none.</param>
/// <param name="Facts">What it stands for.</param>
public sealed record Item(DateOnly First, DateOnly Last, Shape Shape, string Label, IReadOnlyList<Fact> Facts)
{
    /// <summary>Whether the day is not known exactly: somewhere between first and last.</summary>
    public bool IsVague { get; init; }

    /// <summary>For a series: the value.</summary>
    public decimal? Value { get; init; }

    /// <summary>An item at a fact's own date; null when the fact has none.</summary>
    public static Item? At(Fact fact, Shape shape, string label)
    {
        if (fact.Date is not { } date) return null;
        var first = date.Start.Length > 0 ? date.First : date.Last;
        var last = date.Last == DateOnly.MaxValue || date.Last < first ? first : date.Last;
        return new Item(first, last, shape, label, [fact]) { IsVague = date.End is null && last > first };
    }
}

using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>Puts a medicine's events together into stretches of use. A pause longer than <see cref="LongestPause"/> days begins a new one.</summary>
public static class Exposures
{
    /// <summary>Longest pause inside a stretch, in days: the longest usual interval is that of a depot given every twelve weeks, with a
    /// delay. Counted from the last administration, or from the end of a supply.</summary>
    public const int LongestPause = 100;

    /// <summary>The stretches by first day; events without a day, and those that did not happen, are not in them.</summary>
    public static IReadOnlyList<Exposure> Of(IReadOnlyList<MedicineEvent> medicines)
    {
        ArgumentNullException.ThrowIfNull(medicines);
        var found = new List<Exposure>();
        var open = new Dictionary<(string, MedicineEventKind), (DateOnly First, DateOnly Last, List<MedicineEvent> Events)>();
        foreach (var medicine in medicines)
        {
            if (!medicine.Happened || medicine.Date is not { Start.Length: >= 7 }) continue;
            var (first, last) = Span(medicine);
            var key = (medicine.Medicine.Name, medicine.How);
            if (open.TryGetValue(key, out var stretch) && first.DayNumber - stretch.Last.DayNumber <= LongestPause)
            {
                stretch.Events.Add(medicine);
                open[key] = (stretch.First, last > stretch.Last ? last : stretch.Last, stretch.Events);
            }
            else
            {
                if (stretch.Events is not null) found.Add(new Exposure(key.Name, key.How, stretch.First, stretch.Last, stretch.Events));
                open[key] = (first, last, [medicine]);
            }
        }

        foreach (var ((name, how), stretch) in open) found.Add(new Exposure(name, how, stretch.First, stretch.Last, stretch.Events));
        return [.. found.OrderBy(exposure => exposure.First).ThenBy(exposure => exposure.Medicine, StringComparer.Ordinal).ThenBy(exposure => exposure.How)];
    }

    private static (DateOnly First, DateOnly Last) Span(MedicineEvent medicine)
    {
        var date = medicine.Date!.Value;
        var first = date.First;
        var last = date.End is null ? first : date.Last;
        if (medicine is { How: MedicineEventKind.Dispensed, DaysSupply: > 0 and < 1000 and var days }) last = first.AddDays((int)days - 1);
        if (medicine is { How: MedicineEventKind.Ordered, MeantFor: { End: not null } period } && period.Last > last) last = period.Last;
        return (first, last < first ? first : last);
    }
}

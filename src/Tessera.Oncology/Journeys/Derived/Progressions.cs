using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>Finds progressions: a status of worse, a status of distant metastasis, a metastasis diagnosed later than the cancer. Statements
/// within <see cref="SameEvent"/> days of each other tell of one event.</summary>
internal static class Progressions
{
    // Scan, report and note on one progression are usually weeks apart, two progressions months.
    private const int SameEvent = 30;

    // A metastasis found within this time belongs to the first work-up.
    private const int WorkUp = 120;

    public static IReadOnlyList<Progression> Of(Journey journey)
    {
        var found = new List<Progression>();
        var inRemission = false;
        foreach (var fact in journey.Facts)
        {
            if (fact.Date is not { Start.Length: >= 7 } date) continue;
            switch (fact)
            {
                case DiseaseStatus { Trend: DiseaseTrend.FullRemission }: inRemission = true; break;
                case DiseaseStatus { Trend: DiseaseTrend.Worsened } status:
                    Add(found, new Progression(inRemission ? ProgressionKind.Recurrence : ProgressionKind.Progression, date, status.Says, [fact.Source]));
                    inRemission = false;
                    break;
                case DiseaseStatus { Trend: DiseaseTrend.DistantMetastasis } status: Add(found, new Progression(ProgressionKind.Metastasis, date, status.Says, [fact.Source])); break;
                case Cancer { IsSecondary: true } metastasis when journey.Diagnosed is { } diagnosed && date.First.DayNumber - diagnosed.DayNumber > WorkUp:
                    Add(found, new Progression(ProgressionKind.Metastasis, date, metastasis.Code.Plain, [fact.Source]));
                    break;
            }
        }

        return found;
    }

    private static void Add(List<Progression> found, Progression next)
    {
        if (found.Count > 0 && found[^1] is var last && next.Date.First.DayNumber - last.Date.First.DayNumber <= SameEvent)
        {
            var kind = next.Kind == ProgressionKind.Progression ? last.Kind : next.Kind;
            found[^1] = last with { Kind = kind, Text = last.Text == next.Text ? last.Text : $"{last.Text}; {next.Text}", Evidence = [.. last.Evidence, .. next.Evidence] };
        }
        else found.Add(next);
    }
}

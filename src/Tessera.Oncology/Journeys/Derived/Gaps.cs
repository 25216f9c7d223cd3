using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>Names what is not known and usually is. A gap never says that something was not done, only that no record says so.</summary>
internal static class Gaps
{
    // Words for one receptor that stand in the names of its tests.
    private static readonly (string Receptor, string[] Words)[] BreastReceptors =
    [
        ("Oestrogen receptor", ["estrogen receptor", "oestrogen receptor"]),
        ("Progesterone receptor", ["progesterone receptor"]),
        ("HER2", ["her2", "erbb2"]),
    ];

    public static IReadOnlyList<Gap> Of(Journey journey)
    {
        var found = new List<Gap>();
        if (journey.MainCancer is not { } cancer)
        {
            found.Add(new("Primary cancer", "no primary cancer is recorded", [.. journey.Cancers.Select(secondary => secondary.Source)]));
            return found;
        }

        var type = CancerTypes.Of(cancer.Code);
        if (cancer.Date is null) found.Add(new("Date of diagnosis", "the diagnosis carries no date", [cancer.Source]));
        Stage(journey, cancer, type, found);
        if (cancer.Histology is null && !journey.Facts.Any(fact => fact is Pathology { Aspect: not PathologyKind.Grade })) found.Add(new("Histology", "no histology is recorded", [cancer.Source]));
        if (type?.HasSides == true && !cancer.Sites.Any(site => site.Laterality is not null) && !HasSide(cancer.Code.Text)) found.Add(new("Laterality", "the side is not recorded", [cancer.Source]));
        if (journey.PerformanceStatuses.Count == 0) found.Add(new("Performance status", "never recorded", []));
        if (type?.Key == "breast") Receptors(journey, cancer, found);
        Treatment(journey, found);
        if (journey.Person is { IsDead: true, DeathDate: null }) found.Add(new("Date of death", "death is recorded without its date", [journey.Person.Source]));
        return found;
    }

    private static void Stage(Journey journey, Cancer cancer, CancerType? type, List<Gap> found)
    {
        if (type?.IsStaged == false) return;
        if (journey.Staging.Now is null) found.Add(new("Stage", "no stage is recorded", [cancer.Source]));
        else if (journey.Staging.Now.Date is null) found.Add(new("Date of stage", "the stage carries no date", [journey.Staging.Now.Source]));
        else if (journey.Staging.AtDiagnosis is null) found.Add(new("Stage at diagnosis", "no stage is recorded near the diagnosis", [journey.Staging.Now.Source]));
    }

    private static bool HasSide(string text) =>
        text.Contains("left", StringComparison.OrdinalIgnoreCase) || text.Contains("right", StringComparison.OrdinalIgnoreCase) || text.Contains("bilateral", StringComparison.OrdinalIgnoreCase);

    private static void Receptors(Journey journey, Cancer cancer, List<Gap> found)
    {
        foreach (var (receptor, words) in BreastReceptors)
            if (!journey.Measurements.Any(test => Array.Exists(words, word => test.Code.Text.Contains(word, StringComparison.OrdinalIgnoreCase))))
                found.Add(new(receptor, "no test is recorded", [cancer.Source]));
    }

    private static void Treatment(Journey journey, List<Gap> found)
    {
        foreach (var order in journey.Medicines)
            if (order is { IsStopped: true, StatusReason: null, How: MedicineEventKind.Ordered })
                found.Add(new($"Reason {order.Medicine.Name} stopped", order.Date is { } date ? $"ordered {date.Start}, stopped without a reason" : "stopped without a reason", [order.Source]));
        var last = journey.Exposures.Where(exposure => exposure.How != MedicineEventKind.Ordered).Select(exposure => (DateOnly?)exposure.Last).Max();
        if (last is { } day && !journey.DiseaseStatuses.Any(status => status.Date is { } date && date.First.DayNumber > day.DayNumber - 120))
            found.Add(new("Disease status", $"none since {day.AddDays(-120):yyyy-MM-dd}, treatment until {day:yyyy-MM-dd}", []));
    }
}

using Tessera.Oncology.Journeys;
using Tessera.Oncology.Journeys.Derived;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>Stage groups that the categories of the same cancer, basis and day do not fit, by what every patient is told: stage 0 is a cancer that
/// has not spread into nearby tissue, distant spread is stage IV (https://www.cancer.gov/about-cancer/diagnosis-staging/staging). The tables
/// of the staging manuals are not here, so that this only warns and passes over the cancers whose groups are known to go other ways.</summary>
internal static class StageAgainstTnm
{
    // Testis and trophoblast have no stage IV, thyroid has one by age, the eye has its own groups.
    private static readonly HashSet<string> OtherGroups = new(StringComparer.Ordinal) { "testis", "thyroid", "eye", "gynaecological" };

    public static IEnumerable<string> Of(Journey journey)
    {
        foreach (var stage in journey.Stages)
        {
            if (!stage.IsTnm || stage.IsSummary || stage.Date is not { Start.Length: >= 10 } date || StageText.Main(stage.Short) is not { } main) continue;
            foreach (var category in journey.TnmCategories)
                if (category.Cancer == stage.Cancer && category.Basis == stage.Basis && category.Date is { Start.Length: >= 10 } day && day.First == date.First && !Fits(main, category) && !GoesOtherWays(journey, stage))
                {
                    yield return stage.Source;
                    break;
                }
        }
    }

    private static bool Fits(string main, TnmCategory category)
    {
        if (category.IsMetastatic) return main == "IV";
        if (main != "0") return true;
        var value = category.Short.AsSpan().TrimStart("yracp");
        return value.Length < 2 || value[0] == 'M' || value[1] is not (>= '1' and <= '4');
    }

    private static bool GoesOtherWays(Journey journey, Stage stage) =>
        journey.Cancers.Any(cancer => !cancer.IsSecondary && journey.IsAbout(stage.Cancer, cancer) && CancerTypes.Of(cancer.Code) is { } type && OtherGroups.Contains(type.Key));
}

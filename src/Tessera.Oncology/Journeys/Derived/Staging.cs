using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>The stage of the main cancer at diagnosis and now, chosen among what is recorded; nothing is computed from categories.</summary>
public sealed class Staging
{
    // Registries count what was found within four months as stage at diagnosis, unless the cancer progressed before.
    private const int WorkUpDays = 120;
    private const int DaysBefore = 60;

    internal Staging(Journey journey)
    {
        if (journey.MainCancer is not { } cancer) return;
        var stages = journey.Stages.Where(stage => journey.IsAbout(stage.Cancer, cancer) && stage.Value.Exists).ToList();
        var best = stages.Where(stage => !stage.IsSummary).Select(Rank).DefaultIfEmpty(int.MaxValue).Min();
        var dated = stages.Where(stage => !stage.IsSummary && Rank(stage) == best && stage.Date is { Start.Length: >= 4 }).ToList();
        AtDiagnosis = First(journey, dated);
        Now = dated.MaxBy(stage => (stage.Date!.Value.First, stage.Basis)) ?? stages.FirstOrDefault(stage => stage.IsSummary);
        (MetastaticSince, MetastaticEvidence) = Metastatic(journey, cancer, dated);
    }

    /// <summary>The stage at diagnosis: within four months of the diagnosis and before any progression; pathologic before clinical, unless
    /// treatment came before the operation; null when none is recorded.</summary>
    public Stage? AtDiagnosis { get; }

    /// <summary>The last stage that was recorded, or the summary on the diagnosis when there is no other; null when there is none.</summary>
    public Stage? Now { get; }

    /// <summary>When a distant metastasis was first recorded (a metastasis, an M1 category, a stage IV, a status); null when never,
    /// which does not say that there is none.</summary>
    public ClinicalDate? MetastaticSince { get; }

    /// <summary>The resource that says so.</summary>
    public string? MetastaticEvidence { get; }

    // A TNM group stands for the stage; other systems where there is none; a Gleason grade alone only when there is nothing else.
    private static int Rank(Stage stage) => stage.IsTnm ? 0 : stage.Type.Is(CodeSystems.Snomed, "385377005") ? 2 : 1;

    private static Stage? First(Journey journey, List<Stage> dated)
    {
        if (journey.Diagnosed is not { } diagnosed) return null;
        var end = diagnosed.AddDays(WorkUpDays);
        if (journey.Progressions is [var progression, ..] && progression.Date.First < end) end = progression.Date.First;
        var window = dated.Where(stage => stage.Date!.Value.First >= diagnosed.AddDays(-DaysBefore) && stage.Date.Value.First <= end).ToList();
        var treated = FirstTreatment(journey);
        var pathologic = window.Find(stage => stage.Basis == StagingBasis.Pathologic && !(treated < stage.Date!.Value.First));
        return pathologic ?? window.Find(stage => stage.Basis == StagingBasis.Clinical) ?? window.FirstOrDefault();
    }

    private static DateOnly? FirstTreatment(Journey journey)
    {
        DateOnly? first = null;
        foreach (var fact in journey.Facts)
        {
            var counts = fact is RadiotherapyCourse || (fact is MedicineEvent { Happened: true } given && given.How != MedicineEventKind.Ordered);
            if (counts && fact.Date is { Start.Length: >= 7 } date && (first is null || date.First < first)) first = date.First;
        }

        return first;
    }

    private static (ClinicalDate?, string?) Metastatic(Journey journey, Cancer cancer, List<Stage> dated)
    {
        foreach (var fact in journey.Facts)
        {
            if (fact.Date is not { Start.Length: >= 4 } date) continue;
            var says = fact switch
            {
                Cancer { IsSecondary: true } metastasis => metastasis.Primary is null || metastasis.Primary == cancer.Source,
                TnmCategory category => category.IsMetastatic && journey.IsAbout(category.Cancer, cancer),
                DiseaseStatus { Trend: DiseaseTrend.DistantMetastasis } => true,
                Stage { IsTnm: true } stage => dated.Contains(stage) && StageText.Main(stage.Short) == "IV",
                _ => false,
            };
            if (says) return (date, fact.Source);
        }

        return default;
    }
}

using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>How the disease goes: response, remission, progression, metastases.</summary>
internal static class Progress
{
    /// <summary>An evaluation while a treatment works, more or less.</summary>
    public static void Evaluate(StoryDraft draft, DateOnly day, bool cured)
    {
        var draw = draft.Draw;
        var trend = cured ? DiseaseTrend.FullRemission : draw.Pick<DiseaseTrend>([(0.38, DiseaseTrend.Improved), (0.42, DiseaseTrend.Stable), (0.16, DiseaseTrend.PartialRemission), (0.04, DiseaseTrend.Undetermined)]);
        if (!double.IsNaN(draft.Marker)) draft.Marker *= trend is DiseaseTrend.Stable or DiseaseTrend.Undetermined ? draw.Between(0.85, 1.1) : draw.Between(0.35, 0.75);
        draft.Status(day, trend, Evidence(draft));
        Examination.Marker(draft, day);
        if (cured && draft.Fitness > 0 && draw.Chance(0.3)) draft.Fitness--;
    }

    /// <summary>The disease grows or comes back.</summary>
    /// <param name="draft">The story.</param>
    /// <param name="day">When it was seen.</param>
    /// <param name="measured">Whether somebody measured the tumour; near the end nobody does.</param>
    public static void Worsen(StoryDraft draft, DateOnly day, bool measured = true)
    {
        var draw = draft.Draw;
        if (!double.IsNaN(draft.Marker)) draft.Marker = Math.Min(Math.Max(draft.Marker * draw.Between(1.4, 2.6), draft.Archetype.Marker!.Low), draft.Archetype.Marker.High * 1.5);
        draft.Status(day, DiseaseTrend.Worsened, Evidence(draft));
        Examination.Marker(draft, day);
        if (measured && draft.Tumours.Count > 0 && draw.Chance(0.5)) Grow(draft, day);
        if (draft.Fitness < 3 && draw.Chance(0.45)) draft.Fitness++;
        if (draft.Extent == Extent.Metastatic && draw.Chance(0.25)) Metastasise(draft, day);
    }

    /// <summary>A new metastasis in a place where there was none.</summary>
    public static void Metastasise(StoryDraft draft, DateOnly day)
    {
        if (day > draft.Horizon || draft.Archetype.MetastasisSites.Length == 0) return;
        var site = draft.Draw.Pick<MetastasisSite>(draft.Archetype.MetastasisSites);
        if (!draft.Metastases.Exists(known => known.Site == site)) draft.Metastases.Add(new Metastasis(site, draft.Touch(day)));
    }

    /// <summary>A cancer that was thought cured is back: a remote one has a new stage.</summary>
    public static void Relapse(StoryDraft draft, DateOnly day)
    {
        if (draft.Archetype.Scheme == StagingScheme.Tnm)
        {
            draft.Extent = Extent.Metastatic;
            var stages = draft.Archetype.Stages.Where(stage => stage.Extent == Extent.Metastatic).ToArray();
            Metastasise(draft, day);
            Staging.Tnm(draft, "rc", day, draft.Draw.One(stages));
        }

        if (double.IsNaN(draft.Marker) && draft.Archetype.Marker is { } marker && draft.Draw.Chance(marker.Done)) draft.Marker = draft.Draw.Skewed(marker.Low, marker.High);
        Worsen(draft, day);
    }

    private static void Grow(StoryDraft draft, DateOnly day)
    {
        if (day > draft.Horizon) return;
        var last = draft.Tumours[^1];
        var longest = Math.Round(Math.Min(last.LongestCentimetres * draft.Draw.Between(1.1, 1.35), 12), 1);
        draft.Tumours.Add(new TumourFact(draft.Touch(day), longest, Math.Round(longest * 0.75, 1), OnImaging: true));
    }

    private static StatusEvidence Evidence(StoryDraft draft) => draft.Archetype.Specimen == SpecimenKind.Marrow
        ? draft.Draw.Pick<StatusEvidence>([(0.6, StatusEvidence.Laboratory), (0.4, StatusEvidence.Pathology)])
        : draft.Draw.Pick<StatusEvidence>([(0.7, StatusEvidence.Imaging), (0.2, StatusEvidence.Examination), (0.1, StatusEvidence.Laboratory)]);
}

using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>Stages by the rules of their schemes.</summary>
internal static class Staging
{
    /// <summary>A TNM stage of a choice.</summary>
    /// <param name="draft">The story.</param>
    /// <param name="prefix">c, p, yp or rc.</param>
    /// <param name="day">When it was determined.</param>
    /// <param name="stage">Group and categories.</param>
    public static void Tnm(StoryDraft draft, string prefix, DateOnly day, StageChoice stage)
    {
        if (day > draft.Horizon) return;
        var parts = draft.Draw.One(stage.Categories).Split(' ');
        var where = $"{draft.Key}-s{draft.Stages.Count + 1}";
        var fact = new StageFact(StagingScheme.Tnm, prefix, draft.Touch(day), stage.Group);
        if (!draft.Slip(ErrorKind.StageGroupOnly, where))
        {
            // The contradiction: the group says metastases, the M category says none.
            var denied = stage.Extent == Extent.Metastatic && draft.Slip(ErrorKind.StageContradictory, where);
            fact = fact with { T = parts[0], N = parts[1], M = denied ? "M0" : parts[2] };
        }

        draft.Stages.Add(fact);
    }

    /// <summary>R-ISS (Palumbo et al., J Clin Oncol 2015): ISS with LDH and high-risk cytogenetics.</summary>
    public static string RevisedIss(StoryDraft draft)
    {
        var dehydrogenase = draft.Findings.Find(finding => finding.Kind == FindingKinds.Ldh && !finding.Cancelled)?.Number ?? 0;
        var highRisk = dehydrogenase > FindingKinds.Ldh.High || draft.GenomicTests[0].Found.Any(variant => variant == Genes.Deletion17p || variant == Genes.Translocation414);
        return (draft.Stage.Group, highRisk) switch
        {
            ("I", false) => "I",
            ("III", true) => "III",
            _ => "II",
        };
    }

    /// <summary>Risk of childhood leukaemia: standard from 1 to below 10 years without high-risk genetics (NCI/Rome, Smith et al., 1996).</summary>
    public static string LeukaemiaRisk(StoryDraft draft) =>
        draft.Subtype.HighRisk || draft.Person.AgeOn(draft.Diagnosed) >= 10 ? "High" : "Standard";
}

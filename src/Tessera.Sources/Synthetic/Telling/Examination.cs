using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>What is measured at visits: vital signs, blood, performance status, the marker.</summary>
internal static class Examination
{
    public static void Vitals(StoryDraft draft, DateOnly day, bool complete)
    {
        Number(draft, FindingKinds.Weight, day, draft.Body.Weight);
        Number(draft, FindingKinds.SurfaceArea, day, draft.Body.SurfaceArea);
        if (!complete) return;
        Number(draft, FindingKinds.Height, day, draft.Body.Height);
        Number(draft, FindingKinds.HeartRate, day, draft.Draw.Normal(draft.IsChild ? 105 : 78, 10));
        Number(draft, FindingKinds.Temperature, day, draft.Draw.Normal(36.7, 0.25));
        Number(draft, FindingKinds.OxygenSaturation, day, Math.Min(99, draft.Draw.Normal(96.5, 1.2)));
    }

    /// <summary>Blood counts and creatinine; <paramref name="neutrophils"/> when they are known to be low.</summary>
    public static void Bloods(StoryDraft draft, DateOnly day, double neutrophils = double.NaN)
    {
        var draw = draft.Draw;
        var low = !double.IsNaN(neutrophils);
        var counted = low ? neutrophils : Math.Max(1.5, draw.Normal(4.1, 1.1));
        Number(draft, FindingKinds.Neutrophils, day, counted);
        Number(draft, FindingKinds.Leukocytes, day, counted + draw.Between(0.8, 2.6));
        Number(draft, FindingKinds.Haemoglobin, day, Math.Max(6.8, draw.Normal(draft.Person.IsFemale ? 12 : 12.8, 1.3) - (low ? 1 : 0)));
        Number(draft, FindingKinds.Platelets, day, Math.Max(25, draw.Normal(235, 60) - (low ? 90 : 0)));
        Number(draft, FindingKinds.Creatinine, day, Creatinine(draft));
    }

    /// <summary>Blood of a child with leukaemia before the first treatment: many white cells, few of anything else. Risk of leukaemia is high from 50 on.</summary>
    public static void LeukaemiaBloods(StoryDraft draft, DateOnly day)
    {
        var draw = draft.Draw;
        Number(draft, FindingKinds.Neutrophils, day, draw.Between(0.1, 1.4));
        Number(draft, FindingKinds.Leukocytes, day, draw.Skewed(2.5, Staging.LeukaemiaRisk(draft) == "High" ? 220 : 49));
        Number(draft, FindingKinds.Haemoglobin, day, draw.Between(5.5, 10.5));
        Number(draft, FindingKinds.Platelets, day, draw.Between(12, 130));
        Number(draft, FindingKinds.Creatinine, day, Creatinine(draft));
    }

    /// <summary>Liver, salts and albumin beside the blood counts, as before the first treatment.</summary>
    public static void Chemistry(StoryDraft draft, DateOnly day)
    {
        Number(draft, FindingKinds.Alt, day, Math.Max(8, draft.Draw.Normal(26, 9)));
        Number(draft, FindingKinds.Bilirubin, day, Math.Max(0.2, draft.Draw.Normal(0.6, 0.2)));
        Number(draft, FindingKinds.Sodium, day, draft.Draw.Normal(139.5, 2.2));
        Number(draft, FindingKinds.Potassium, day, draft.Draw.Normal(4.2, 0.3));
        Number(draft, FindingKinds.AlkalinePhosphatase, day, Math.Max(35, draft.Draw.Normal(draft.IsChild ? 190 : 84, 22)));
        if (draft.Archetype.Scheme == StagingScheme.Iss) return;
        Number(draft, FindingKinds.Calcium, day, draft.Draw.Normal(9.4, 0.3));
        Number(draft, FindingKinds.Albumin, day, Math.Max(2.4, draft.Draw.Normal(4, 0.35)));
    }

    public static void Performance(StoryDraft draft, DateOnly day)
    {
        var ecog = draft.Fitness;
        if (draft.IsChild)
        {
            Score(draft, draft.Person.AgeOn(day) < 16 ? FindingKinds.Lansky : FindingKinds.Karnofsky, day, 100 - (10 * ecog) - (10 * draft.Draw.Between(0, 1)));
            return;
        }

        Score(draft, FindingKinds.Ecog, day, ecog);
        if (draft.Draw.Chance(0.1)) Score(draft, FindingKinds.Karnofsky, day, 100 - (20 * ecog) - (ecog == 0 ? 0 : 10 * draft.Draw.Between(-1, 1)));
    }

    /// <summary>The marker, where the disease has one and it is followed.</summary>
    public static void Marker(StoryDraft draft, DateOnly day)
    {
        if (draft.Archetype.Marker is { } marker && !double.IsNaN(draft.Marker)) Number(draft, marker.Kind, day, draft.Marker);
    }

    public static void Number(StoryDraft draft, FindingKind kind, DateOnly day, double value)
    {
        var laboratory = kind.Category == "laboratory" && !kind.IsMarker && kind.Code.Codings.Count > 0;
        var rounded = Math.Round(value, kind.Decimals);
        var where = $"{draft.Key}-o{draft.Findings.Count + 1}";
        draft.Add(new Finding(kind, day)
        {
            Number = rounded,
            UnitMissing = laboratory && day <= draft.Horizon && draft.Slip(ErrorKind.UnitMissing, where),
            LocalCode = laboratory && day <= draft.Horizon && draft.Slip(ErrorKind.LocalCode, where),
        });
    }

    private static void Score(StoryDraft draft, FindingKind kind, DateOnly day, int value) => draft.Add(new Finding(kind, day) { Number = Math.Clamp(value, 0, 100) });

    private static double Creatinine(StoryDraft draft)
    {
        if (draft.IsChild) return Math.Max(0.2, draft.Draw.Normal(0.4, 0.08));
        var kidneys = draft.Comorbidities.Exists(illness => illness.Illness == Places.KidneyDisease);
        return Math.Max(0.45, draft.Draw.Normal(kidneys ? 1.55 : 0.88, 0.14));
    }
}

using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>From the dose of a regimen to the dose of a person.</summary>
internal static class DoseAmounts
{
    /// <summary>The full dose: milligrams, or units for enzymes.</summary>
    public static double Of(Part part, StoryDraft draft, DateOnly day, int cycle)
    {
        if (part.ByAge) return ByAge(draft.Person.AgeOn(day));
        var amount = cycle == part.FirstCycle && part.Loading is { } loading ? loading : part.Amount;
        var dose = part.Basis switch
        {
            DoseBasis.PerSquareMetre or DoseBasis.UnitsPerSquareMetre => amount * draft.Body.SurfaceArea,
            DoseBasis.PerKilogram => amount * draft.Body.Weight,
            DoseBasis.AreaUnderCurve => amount * (Filtration(draft, day) + 25),
            _ => amount,
        };
        return Math.Min(dose, part.Cap);
    }

    /// <summary>As a pharmacy would round it; what comes in fixed strengths is given as it comes.</summary>
    public static double Rounded(DoseBasis basis, double amount) => amount switch
    {
        _ when basis == DoseBasis.Milligrams => Math.Round(amount, 1),
        >= 200 => Math.Round(amount / 10) * 10,
        >= 20 => Math.Round(amount),
        >= 2 => Math.Round(amount, 1),
        _ => Math.Round(amount, 2),
    };

    // Intrathecal methotrexate of childhood protocols: 8, 10, 12 and 15 mg.
    private static double ByAge(int age) => age switch { < 2 => 8, 2 => 10, < 9 => 12, _ => 15 };

    // Cockcroft and Gault, capped at 125 mL/min as carboplatin doses are.
    private static double Filtration(StoryDraft draft, DateOnly day)
    {
        var creatinine = draft.Findings.FindLast(finding => finding.Kind == FindingKinds.Creatinine)?.Number ?? 0.9;
        var rate = (140 - draft.Person.AgeOn(day)) * draft.Body.Weight / (72 * Math.Max(creatinine, 0.7)) * (draft.Person.IsFemale ? 0.85 : 1);
        return Math.Clamp(rate, 15, 125);
    }
}

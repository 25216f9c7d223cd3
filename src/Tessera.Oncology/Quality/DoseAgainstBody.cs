using Tessera.Oncology.Journeys;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>Body surfaces that height and weight of the same month do not fit (Mosteller, N Engl J Med 1987;317:1098: the root of cm × kg / 3600),
/// and doses that, for the body of that time, are five times or a fifth of the same patient's median dose of the same medicine. No table of
/// doses is here: a slipped decimal point is found, a wrong protocol is not. Medicines that are increased step by step, loading doses and strong
/// reductions look the same, so that this only warns.</summary>
internal static class DoseAgainstBody
{
    private const double SurfaceTolerance = 0.25;
    private const double DoseFactor = 5;
    private const int FewestDoses = 3;
    private const int DaysBetweenMeasurements = 31;

    // LOINC codes of the vital signs of the base specification and of mcode-body-surface-area.
    private const string Surface = "8277-6";
    private const string Height = "8302-2";
    private const string Weight = "29463-7";

    public static IEnumerable<string> Of(Journey journey)
    {
        var surfaces = Measured(journey, Surface, "m2");
        return surfaces.Count == 0 ? [] : Surfaces(journey, surfaces).Concat(Doses(journey, surfaces));
    }

    private static IEnumerable<string> Surfaces(Journey journey, List<(DateOnly Day, double Value, string Source)> surfaces)
    {
        var heights = Measured(journey, Height, "cm");
        var weights = Measured(journey, Weight, "kg");
        foreach (var (day, value, source) in surfaces)
        {
            if (Nearest(heights, day) is not { } height || Nearest(weights, day) is not { } weight) continue;
            if (Days(height.Day, day) > DaysBetweenMeasurements || Days(weight.Day, day) > DaysBetweenMeasurements) continue;
            var computed = Math.Sqrt(height.Value * weight.Value / 3600);
            if (Math.Abs(value - computed) > SurfaceTolerance * computed) yield return source;
        }
    }

    private static IEnumerable<string> Doses(Journey journey, List<(DateOnly Day, double Value, string Source)> surfaces)
    {
        foreach (var doses in journey.Medicines
            .Where(given => given is { Happened: true, Dose.Number: > 0, Dose.UnitCode.Length: > 0, Date.Start.Length: >= 10 })
            .GroupBy(given => (given.Medicine.Name, given.How, given.Dose!.UnitCode)))
        {
            var perBody = doses.Select(given => (given.Source, Dose: (double)given.Dose!.Number!.Value / Nearest(surfaces, given.Date!.Value.First)!.Value.Value)).ToList();
            if (perBody.Count < FewestDoses) continue;
            var median = perBody.Select(given => given.Dose).Order().ElementAt(perBody.Count / 2);
            foreach (var (source, dose) in perBody)
                if (dose >= DoseFactor * median || dose <= median / DoseFactor) yield return source;
        }
    }

    private static List<(DateOnly Day, double Value, string Source)> Measured(Journey journey, string code, string unit)
    {
        var found = new List<(DateOnly, double, string)>();
        foreach (var measurement in journey.Measurements)
            if (measurement is { Value.Quantity: { Number: > 0 } quantity, Date: { Start.Length: >= 10 } date } && quantity.UnitCode == unit && measurement.Code.Is(CodeSystems.Loinc, code))
                found.Add((date.First, (double)quantity.Number.Value, measurement.Source));
        return found;
    }

    private static (DateOnly Day, double Value, string Source)? Nearest(List<(DateOnly Day, double Value, string Source)> measured, DateOnly day)
    {
        if (measured.Count == 0) return null;
        var nearest = measured[0];
        foreach (var one in measured)
            if (Days(one.Day, day) < Days(nearest.Day, day)) nearest = one;
        return nearest;
    }

    private static int Days(DateOnly left, DateOnly right) => Math.Abs(left.DayNumber - right.DayNumber);
}

using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Short ways to write the parts of a regimen.</summary>
internal static class Doses
{
    public static Part M2(Medicine medicine, double milligrams, params int[] days) => new(medicine, milligrams, DoseBasis.PerSquareMetre, days);

    public static Part Kg(Medicine medicine, double milligrams, params int[] days) => new(medicine, milligrams, DoseBasis.PerKilogram, days);

    public static Part Mg(Medicine medicine, double milligrams, params int[] days) => new(medicine, milligrams, DoseBasis.Milligrams, days);

    /// <summary>Carboplatin by Calvert's formula.</summary>
    public static Part Auc(Medicine medicine, double target, params int[] days) => new(medicine, target, DoseBasis.AreaUnderCurve, days);

    public static Part Units(Medicine medicine, double units, params int[] days) => new(medicine, units, DoseBasis.UnitsPerSquareMetre, days);

    /// <summary>An oral medicine: milligrams a day, days of supply in each cycle.</summary>
    public static Part Daily(Medicine medicine, double milligrams, int days) => new(medicine, milligrams, DoseBasis.Milligrams, 1) { SupplyDays = days };

    /// <summary>An oral medicine by body surface: milligrams a day and square metre.</summary>
    public static Part DailyM2(Medicine medicine, double milligrams, int days) => new(medicine, milligrams, DoseBasis.PerSquareMetre, 1) { SupplyDays = days };

    public static Part From(this Part part, int cycle) => part with { FirstCycle = cycle };

    public static Part Until(this Part part, int cycle) => part with { LastCycle = cycle };
}

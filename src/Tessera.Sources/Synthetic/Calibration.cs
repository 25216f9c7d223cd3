using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic;

/// <summary>How much systemic treatment the patients of a synthetic centre got, beside what is published of real ones. Counted as the English
/// registry SACT counts: hormone treatment alone is left out; an administration is a dose given or an oral supply handed over of an anti-cancer
/// medicine (ATC group L, so without steroids and folinic acid); the mean is over patients with any such treatment.</summary>
public sealed class Calibration
{
    /// <summary>Regimens per treated patient in Simulacrum 1.2: 730,472 of 366,266 patients.</summary>
    public const double PublishedRegimens = 1.99;

    /// <summary>Cycles per treated patient in Simulacrum 1.2: 2,442,037.</summary>
    public const double PublishedCycles = 6.67;

    /// <summary>Administrations per treated patient in Simulacrum 1.2: 6,385,828.</summary>
    public const double PublishedAdministrations = 17.4;

    private long regimens;
    private long cycles;
    private long administrations;

    /// <summary>Patients with systemic treatment.</summary>
    public long Patients { get; private set; }

    /// <summary>Regimens per treated patient.</summary>
    public double Regimens => Ratio(regimens);

    /// <summary>Cycles per treated patient.</summary>
    public double Cycles => Ratio(cycles);

    /// <summary>Administrations and supplies per treated patient.</summary>
    public double Administrations => Ratio(administrations);

    internal void Add(SyntheticPatient patient)
    {
        var counted = false;
        foreach (var course in patient.Regimens)
        {
            if (course.Regimen.IsEndocrine) continue;
            counted = true;
            regimens++;
            cycles += course.Cycles.Count;
            foreach (var cycle in course.Cycles)
                foreach (var dose in cycle.Doses)
                    if (!dose.NotGiven && IsAnticancer(dose.Part.Medicine)) administrations++;
        }

        if (counted) Patients++;
    }

    // ATC group L; steroids and folinic acid support a regimen.
    private static bool IsAnticancer(Medicine medicine) => medicine.Atc[0] == 'L';

    private double Ratio(long count) => Patients == 0 ? 0 : (double)count / Patients;
}

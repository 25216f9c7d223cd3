using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>Height and weight of the patient, from which doses follow.</summary>
internal sealed class Physique
{
    // Medians of boys and girls together at 1, 2, … 18 years, rounded from the growth charts that every paediatric ward has.
    private static readonly int[] Centimetres = [75, 87, 95, 102, 109, 115, 122, 128, 133, 138, 143, 149, 156, 162, 166, 169, 171, 172];
    private static readonly double[] Kilograms = [9.5, 12, 14, 16, 18, 20.5, 23, 25.5, 28.5, 32, 36, 40, 45, 50, 55, 59, 62, 65];

    private Physique(double height, double weight) => (Height, Weight) = (height, weight);

    public double Height { get; }
    public double Weight { get; private set; }

    /// <summary>Mosteller's formula, in square metres.</summary>
    public double SurfaceArea => Math.Sqrt(Height * Weight / 3600);

    public static Physique Of(Draw draw, Person person, int age)
    {
        if (age >= 18)
        {
            var height = draw.Normal(person.IsFemale ? 163 : 176, 6.5);
            var bodyMassIndex = Math.Clamp(draw.Normal(26.5, 4.5), 17.5, 42);
            return new(Math.Round(height), Math.Round(bodyMassIndex * height * height / 10_000, 1));
        }

        var year = Math.Clamp(age, 1, 18) - 1;
        return new(Math.Round(draw.Normal(Centimetres[year], Centimetres[year] * 0.04)), Math.Round(Math.Max(draw.Normal(Kilograms[year], Kilograms[year] * 0.12), 7), 1));
    }

    /// <summary>Treatment makes most adults a little lighter and some heavier.</summary>
    public void Drift(Draw draw) => Weight = Math.Round(Math.Clamp(Weight * draw.Normal(0.998, 0.008), 6, 180), 1);
}

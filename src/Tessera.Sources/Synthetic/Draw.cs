namespace Tessera.Sources.Synthetic;

/// <summary>The randomness of one patient: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), seeded by the centre's seed and the patient's
/// number alone, so that a patient is the same in a centre of any size. Only exact arithmetic, so that every machine draws the same.</summary>
internal sealed class Draw
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    public Draw(long seed, long patient) => state = Mixed(Mixed(unchecked((ulong)seed * Golden)) + unchecked((ulong)patient));

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A whole number, both ends included.</summary>
    public int Between(int low, int high) => low + (int)(Unit() * (high - low + 1));

    public double Between(double low, double high) => low + (Unit() * (high - low));

    /// <summary>Between two values, small ones more often: markers of cancers spread over orders of magnitude.</summary>
    public double Skewed(double low, double high)
    {
        var unit = Unit();
        return low + (unit * unit * unit * (high - low));
    }

    /// <summary>About normal, never more than 3.5 standard deviations away: the sum of twelve even numbers.</summary>
    public double Normal(double mean, double deviation)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += Unit();
        return mean + (Math.Clamp(sum, -3.5, 3.5) * deviation);
    }

    /// <summary>A waiting time with this mean, by von Neumann's method, which compares numbers and needs no logarithm.</summary>
    public double Waiting(double mean)
    {
        for (var whole = 0; ; whole++)
        {
            var first = Unit();
            var (last, next, count) = (first, Unit(), 1);
            while (next < last) (last, next, count) = (next, Unit(), count + 1);
            if (count % 2 == 1) return (whole + first) * mean;
        }
    }

    /// <summary>One of several values by weight; weights need not sum to one.</summary>
    public T Pick<T>(ReadOnlySpan<(double Weight, T Value)> choices)
    {
        var sum = 0.0;
        foreach (var (weight, _) in choices) sum += weight;
        var left = Unit() * sum;
        foreach (var (weight, value) in choices)
        {
            left -= weight;
            if (left < 0) return value;
        }

        return choices[^1].Value;
    }

    public T One<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    private ulong Bits() => Mixed(state += Golden);

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

using System.Globalization;

namespace Tessera.Bench;

/// <summary>Prints figures beside their limits.</summary>
public sealed class Report
{
    public bool AllWithinLimits { get; private set; } = true;

    public static void Title(string name, string about)
    {
        Console.WriteLine();
        Console.WriteLine($"{name}: {about}");
        Console.WriteLine($"  {Environment.ProcessorCount} cores, .NET {Environment.Version}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
    }

    /// <summary>A figure for comparison only.</summary>
    public static void Figure(string name, double value, string unit) => Console.WriteLine($"  {name,-52} {Text(value),12} {unit}");

    /// <summary>A figure that must not be above its limit.</summary>
    public void AtMost(string name, double value, double limit, string unit) => Line(name, value, unit, value <= limit, $"at most {Text(limit)}");

    /// <summary>A figure that must not be below its limit.</summary>
    public void AtLeast(string name, double value, double limit, string unit) => Line(name, value, unit, value >= limit, $"at least {Text(limit)}");

    private void Line(string name, double value, string unit, bool within, string limit)
    {
        AllWithinLimits &= within;
        Console.WriteLine($"  {name,-52} {Text(value),12} {unit,-14} {(within ? "ok" : "TOO SLOW OR TOO LARGE")}, {limit}");
    }

    private static string Text(double value) => value.ToString(value >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}

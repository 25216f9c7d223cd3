using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Tessera.Conformance.Scoreboard))]

namespace Tessera.Conformance;

/// <summary>What each suite gave, as the tests measured it: written when they end to the file that <c>./tessera conformance</c> prints.</summary>
public sealed class Scoreboard : IDisposable
{
    private static readonly ConcurrentDictionary<string, string> Rows = new(StringComparer.Ordinal);

    /// <summary>Puts a line down; the last one about the same suite counts.</summary>
    /// <param name="suite">What was measured.</param>
    /// <param name="must">What it must reach.</param>
    /// <param name="found">What it reached.</param>
    public static void Add(string suite, string must, string found) => Rows[suite] = $"{suite}\t{must}\t{found}";

    /// <summary>Writes the lines, when the environment says where.</summary>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("TESSERA_CONFORMANCE_TABLE") is { Length: > 0 } file) File.WriteAllLines(file, Rows.Values.Order(StringComparer.Ordinal));
    }
}

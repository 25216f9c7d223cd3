using System.Diagnostics;

namespace Tessera.Bench;

/// <summary>Repeats work for a while and tells the best rate of several rounds: the machine's other work only ever slows it down.</summary>
public static class Clock
{
    public static double BestPerSecond(Func<int> work, int rounds = 5, int milliseconds = 700)
    {
        // The runtime compiles hot methods again in the background; on one core that takes a while.
        var warm = Stopwatch.GetTimestamp();
        do work();
        while (Stopwatch.GetElapsedTime(warm).TotalMilliseconds < 2 * milliseconds);
        var best = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            long done = 0;
            var start = Stopwatch.GetTimestamp();
            do done += work();
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds);
            best = Math.Max(best, done / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}

using System.Diagnostics;
using System.Runtime;

namespace Tessera.Bench;

/// <summary>Repeats work for a while and tells the best rate of several rounds: the machine's other work only ever slows it down.</summary>
public static class Clock
{
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(60);

    public static double BestPerSecond(Func<int> work, int rounds = 5, int milliseconds = 700, bool isLarge = false)
    {
        WarmUp(work, milliseconds, isLarge);
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

    // The runtime compiles hot methods again in the background. On one core that thread gets little time at first, and half a minute passes until
    // a thousand methods are through (the rate of validation grows tenfold meanwhile): large work goes on that long, then until nothing is compiled.
    private static void WarmUp(Func<int> work, int milliseconds, bool isLarge)
    {
        var begin = Stopwatch.GetTimestamp();
        var least = TimeSpan.FromSeconds(isLarge ? 24.0 / Environment.ProcessorCount : 0);
        for (var quiet = 0; (quiet < 3 || Stopwatch.GetElapsedTime(begin) < least) && Stopwatch.GetElapsedTime(begin) < LongestWarmUp;)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            var start = Stopwatch.GetTimestamp();
            do work();
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds);
            quiet = JitInfo.GetCompiledMethodCount() - compiled < 3 ? quiet + 1 : 0;
        }
    }
}

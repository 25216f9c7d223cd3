using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tessera.Centre.Checks;

namespace Tessera.Web.Pages.Checks;

/// <summary>The last reports, in memory and under random keys, so that a report has an address to come back to and to print.</summary>
internal sealed class KeptReports : IDisposable
{
    private const int Most = 10;
    private readonly ConcurrentQueue<(string Key, CheckReport Report)> reports = new();

    /// <summary>Held while a check runs: one at a time, since each sends hundreds of requests.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Keeps a report; returns its key.</summary>
    public string Keep(CheckReport report)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        reports.Enqueue((key, report));
        while (reports.Count > Most) reports.TryDequeue(out _);
        return key;
    }

    /// <summary>A report, or null when it is no longer kept.</summary>
    public CheckReport? Find(string key) => reports.FirstOrDefault(kept => kept.Key == key).Report;

    public void Dispose() => Turn.Dispose();
}

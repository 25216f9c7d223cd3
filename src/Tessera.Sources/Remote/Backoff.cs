using System.Net;
using System.Security.Cryptography;

namespace Tessera.Sources.Remote;

/// <summary>How long to wait before the next try: what the server asks for, else a random part of a time that doubles with each try, so that
/// many clients do not come back at once.</summary>
internal sealed class Backoff(RemoteOptions options)
{
    private readonly Random random = new(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>Whether another try may help. See RFC 9110, 15.5 and 15.6.</summary>
    public static bool IsPassing(HttpStatusCode status) => (int)status is 408 or 425 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Waits after a failed try.</summary>
    /// <param name="attempt">Number of the try that failed, from 1.</param>
    /// <param name="stated">What the server asks for, or null.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task Wait(int attempt, TimeSpan? stated, CancellationToken cancel)
    {
        if (stated is { } wait) return Task.Delay(wait, options.Clock, cancel);
        var longest = Math.Min(options.LongestDelay.TotalMilliseconds, options.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 20)));
        double share;
        lock (random) share = random.NextDouble();
        return Task.Delay(TimeSpan.FromMilliseconds(longest * (0.5 + (share / 2))), options.Clock, cancel);
    }
}

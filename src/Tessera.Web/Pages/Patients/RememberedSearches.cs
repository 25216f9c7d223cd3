using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tessera.Web.Pages.Patients;

/// <summary>What people searched for, under random keys, for half an hour and in memory only. A search is mostly a patient's name: it must
/// not stand in an address, where histories, logs and neighbours read it; and an answer to a POST alone cannot be gone back to.</summary>
internal sealed class RememberedSearches(TimeProvider clock)
{
    private const int Most = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, (string Text, DateTimeOffset Used)> searches = new(StringComparer.Ordinal);

    /// <summary>Remembers a search; returns its key.</summary>
    public string Keep(string text)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, search) in searches)
            if (now - search.Used > Kept) searches.TryRemove(key, out _);
        while (searches.Count >= Most && searches.MinBy(search => search.Value.Used) is { Key: { } oldest }) searches.TryRemove(oldest, out _);
        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        searches[made] = (text, now);
        return made;
    }

    /// <summary>What was searched for; null when it is no longer remembered. Looking keeps it for another half hour.</summary>
    public string? Find(string key)
    {
        if (!searches.TryGetValue(key, out var search) || clock.GetUtcNow() - search.Used > Kept) return null;
        searches[key] = search with { Used = clock.GetUtcNow() };
        return search.Text;
    }
}

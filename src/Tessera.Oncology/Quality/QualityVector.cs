using System.Runtime.InteropServices;

namespace Tessera.Oncology.Quality;

/// <summary>What one patient, or any number of them, contribute to the counts: a sparse vector of integers. Vectors merge by addition,
/// in any order, and a patient's share can be taken away again.</summary>
public sealed class QualityVector
{
    private readonly Dictionary<QualityKey, QualityCounts> counts = [];

    /// <summary>Every count that is not zero, in no order.</summary>
    public IReadOnlyDictionary<QualityKey, QualityCounts> Counts => counts;

    /// <summary>Whether nothing is counted.</summary>
    public bool IsEmpty => counts.Count == 0;

    /// <summary>Adds to one count.</summary>
    public void Add(QualityKey key, QualityCounts change)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        count += change;
        if (count == default) counts.Remove(key);
    }

    /// <summary>Adds another vector.</summary>
    public void Add(QualityVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (key, change) in other.counts) Add(key, change);
    }

    /// <summary>Takes another vector away.</summary>
    public void Subtract(QualityVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (key, change) in other.counts) Add(key, default(QualityCounts) - change);
    }

    /// <summary>The counts of each entry over the months and sources that a test lets pass.</summary>
    public IReadOnlyDictionary<int, QualityCounts> ByEntry(Func<QualityKey, bool> passes)
    {
        ArgumentNullException.ThrowIfNull(passes);
        var sums = new Dictionary<int, QualityCounts>();
        foreach (var (key, count) in counts)
            if (passes(key)) CollectionsMarshal.GetValueRefOrAddDefault(sums, key.Entry, out _) += count;
        return sums;
    }
}

using System.Runtime.InteropServices;

namespace Tessera.Oncology.Quality;

/// <summary>What one patient, or any number of them, contribute to the counts: a sparse vector of integers. Vectors merge by addition,
/// in any order, and a patient's share can be taken away again.</summary>
public sealed class QualityVector
{
    // By source and month first: a patient has some thousand counts of eighty bytes, and one table of them would be a large object, which only a
    // whole collection frees. Records of one month stand together, so that the cell of the last count is most often that of the next.
    private readonly Dictionary<(string Source, int Month), Dictionary<int, QualityCounts>> cells = [];
    private (string Source, int Month) last;
    private Dictionary<int, QualityCounts>? lastCell;

    /// <summary>The counts by source and month, in no order.</summary>
    public IEnumerable<QualityCell> Cells => cells.Select(pair => new QualityCell(pair.Key.Source, pair.Key.Month, pair.Value));

    /// <summary>Every count that is not zero, in no order.</summary>
    public IEnumerable<KeyValuePair<QualityKey, QualityCounts>> Counts
    {
        get
        {
            foreach (var ((source, month), cell) in cells)
            foreach (var (entry, count) in cell)
                yield return KeyValuePair.Create(new QualityKey(source, month, entry), count);
        }
    }

    /// <summary>Whether nothing is counted.</summary>
    public bool IsEmpty => cells.Count == 0;

    /// <summary>One count.</summary>
    public QualityCounts this[QualityKey key] => cells.TryGetValue((key.Source, key.Month), out var cell) ? cell.GetValueOrDefault(key.Entry) : default;

    /// <summary>Adds to one count.</summary>
    public void Add(QualityKey key, QualityCounts change)
    {
        if (change == default) return;
        var cell = CellOf((key.Source, key.Month));
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(cell, key.Entry, out var isThere);
        count += change;
        if (!isThere || count != default) return;
        cell.Remove(key.Entry);
        if (cell.Count > 0) return;
        cells.Remove((key.Source, key.Month));
        lastCell = null;
    }

    /// <summary>Adds one record, of which something is true.</summary>
    internal void Count(string source, int month, int entry, QualityFlags flags)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(CellOf((source, month)), entry, out _);
        count = count.Plus(flags);
    }

    /// <summary>Adds another vector.</summary>
    public void Add(QualityVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (key, change) in other.Counts) Add(key, change);
    }

    /// <summary>Takes another vector away.</summary>
    public void Subtract(QualityVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (key, change) in other.Counts) Add(key, default(QualityCounts) - change);
    }

    /// <summary>The counts of each entry over the sources that a test lets pass.</summary>
    public IReadOnlyDictionary<int, QualityCounts> ByEntry(Func<string, bool> passes)
    {
        ArgumentNullException.ThrowIfNull(passes);
        var sums = new Dictionary<int, QualityCounts>();
        foreach (var ((source, _), cell) in cells)
        {
            if (!passes(source)) continue;
            foreach (var (entry, count) in cell) CollectionsMarshal.GetValueRefOrAddDefault(sums, entry, out _) += count;
        }

        return sums;
    }

    private Dictionary<int, QualityCounts> CellOf((string Source, int Month) key)
    {
        if (lastCell is not null && last.Month == key.Month && last.Source == key.Source) return lastCell;
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _);
        (last, lastCell) = (key, cell ??= []);
        return cell;
    }
}

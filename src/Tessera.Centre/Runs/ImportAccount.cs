using Tessera.Centre.Vanishing;

namespace Tessera.Centre.Runs;

/// <summary>What became of every record of an import: read = written + unchanged + quarantined + ignored.</summary>
public sealed record ImportAccount
{
    /// <summary>Source records read.</summary>
    public long Read { get; init; }

    /// <summary>Records of which at least one resource is new or changed.</summary>
    public long Written { get; init; }

    /// <summary>Records whose resources are all as stored.</summary>
    public long Unchanged { get; init; }

    /// <summary>Records that could not be taken over.</summary>
    public long Quarantined { get; init; }

    /// <summary>Records left out by a stated rule.</summary>
    public long Ignored { get; init; }

    /// <summary>The cells of those records.</summary>
    public CellTotals Cells { get; init; } = new(0, 0, 0);

    /// <summary>Resources that the records became, by type.</summary>
    public IReadOnlyDictionary<string, long> Resources { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>What of earlier runs the source no longer has; null when the run did not see every record, or did not write into a store.</summary>
    public VanishedCount? Vanished { get; init; }

    /// <summary>Why records were left out, in the order in which it happened first; of many different reasons the first ones.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>The columns of the records taken over that fed nothing; of very many the first ones.</summary>
    public IReadOnlyList<LeftOutColumn> LeftOutColumns { get; init; } = [];

    /// <summary>Cells that fed nothing in further columns.</summary>
    public long LeftOutRest { get; init; }

    /// <summary>What the source said about itself that is worth telling; no patient data.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether every record read is accounted for.</summary>
    public bool IsBalanced() => Read == Written + Unchanged + Quarantined + Ignored;
}

namespace Tessera.Centre.Load;

/// <summary>What became of every resource of loaded files: read = written + unchanged + rejected.</summary>
public sealed record LoadAccount
{
    /// <summary>Resources read.</summary>
    public long Read { get; init; }

    /// <summary>New or changed resources.</summary>
    public long Written { get; init; }

    /// <summary>Resources that were there already.</summary>
    public long Unchanged { get; init; }

    /// <summary>Resources that could not be loaded.</summary>
    public long Rejected { get; init; }

    /// <summary>Resources written or unchanged, by type.</summary>
    public IReadOnlyDictionary<string, long> Resources { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }
}

namespace Tessera.Store.Verifying;

/// <summary>What was looked at and what was found.</summary>
public sealed record VerifyReport
{
    /// <summary>The epoch of the store; empty when it could not be read.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>Versions of the schemas.</summary>
    public IReadOnlyDictionary<string, long> Schemas { get; init; } = new Dictionary<string, long>();

    /// <summary>Current resources whose content was compared.</summary>
    public long Resources { get; init; }

    /// <summary>Resources that are deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>Old versions whose content was compared.</summary>
    public long OldVersions { get; init; }

    /// <summary>Old versions that a program archived which kept no hash of them.</summary>
    public long WithoutHash { get; init; }

    /// <summary>Entries of the feed of changes.</summary>
    public long Changes { get; init; }

    /// <summary>Index rows that were made again from the content and compared.</summary>
    public long IndexRows { get; init; }

    /// <summary>Search parameters whose rows were left out, because definitions changed and a reindex is needed.</summary>
    public IReadOnlyList<string> IncompleteParameters { get; init; } = [];

    /// <summary>Number of findings.</summary>
    public long FindingCount { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<VerifyFinding> Findings { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => FindingCount == 0;
}

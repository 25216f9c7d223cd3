namespace Tessera.Sources.Mapping;

/// <summary>One column of a layout.</summary>
/// <param name="Name">Header, compared without regard to case and surrounding spaces.</param>
internal sealed record Column(string Name)
{
    /// <summary>A row without it is quarantined.</summary>
    public bool Required { get; init; }

    /// <summary>The mapping feeds something from it or decides by it, so that a file without it would lose data; a column that is only left out is
    /// not read.</summary>
    public bool IsRead { get; init; }

    /// <summary>The mapping says that a file may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether a file without it cannot be read.</summary>
    public bool MustBeThere => Required || (IsRead && !IsOptional);

    /// <summary>Line and column of the mapping where it is first named, from 1; null where that is not known.</summary>
    public (int Line, int Column)? Place { get; init; }

    /// <summary>The cell may say NULL and mean it: somebody's family name is Null.</summary>
    public bool KeepsNull { get; init; }

    /// <summary>Date formats beside ISO 8601 that the layout itself states.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The row is known by the column, or rows of other tables find it by it, so that its cells are used whatever else they feed.</summary>
    public bool IsIdentity { get; init; }

    /// <summary>An element or a condition takes the column as a text: in a record it is then a single value.</summary>
    public bool IsText { get; init; }

    /// <summary>What takes the column takes several values too.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>Why a filled cell may feed nothing.</summary>
    public string? Unused { get; init; }
}

namespace Tessera.Fhir.Validation;

/// <summary>How the items of one sliced list fell into their slices.</summary>
internal ref struct SliceTally(Span<int> certain)
{
    /// <summary>Items surely in each slice.</summary>
    public Span<int> Certain { get; } = certain;

    /// <summary>Items that may be in some slice: a definition that would decide is not loaded.</summary>
    public int Undecided { get; set; }

    /// <summary>Whether an item was in no slice.</summary>
    public bool HasOthers { get; set; }

    /// <summary>Index of the last slice met, for ordered slicing.</summary>
    public int Last { get; set; } = -1;
}

namespace Tessera.Fhir.Validation.Rules;

/// <summary>How the items of an element find their slice.</summary>
internal sealed class Slicing(SliceRule[] slices, bool isClosed, bool isOpenAtEnd, bool isOrdered)
{
    public SliceRule[] Slices { get; } = slices;

    public bool IsClosed { get; } = isClosed;

    /// <summary>Whether items outside of all slices come last.</summary>
    public bool IsOpenAtEnd { get; } = isOpenAtEnd;

    public bool IsOrdered { get; } = isOrdered;

    /// <summary>Where the counts of these slices begin among those of the element: slices of slices have theirs behind.</summary>
    public int Start { get; private set; }

    /// <summary>Where the counts end, those of slices of slices included.</summary>
    public int End { get; private set; }

    /// <summary>Gives every slice its place among the counts.</summary>
    public int Number(int start)
    {
        Start = start;
        End = start + Slices.Length;
        foreach (var slice in Slices)
            if (slice.Element.Slicing is { } inner) End = inner.Number(End);
        return End;
    }
}

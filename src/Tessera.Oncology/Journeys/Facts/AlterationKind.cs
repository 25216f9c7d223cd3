namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Kinds of genomic change that a test may or may not be able to see.</summary>
public enum AlterationKind
{
    /// <summary>The record does not say.</summary>
    NotSaid,

    /// <summary>Single nucleotides, short insertions and deletions.</summary>
    Sequence,

    /// <summary>Gain or loss of copies.</summary>
    CopyNumber,

    /// <summary>Fusion, translocation or another rearrangement.</summary>
    Fusion,
}

namespace Tessera.Centre.Quality;

/// <summary>Why an element is not usable where it is expected.</summary>
public enum QualityCauseKind
{
    /// <summary>The record has no value: no cell of a source feeds it, or the cell is empty.</summary>
    NotInSource,

    /// <summary>The source has some of it, but not all that it takes: a family name without a given one, or a cell that gave no value.</summary>
    Incomplete,

    /// <summary>The source record that would have fed it is in quarantine.</summary>
    Quarantined,

    /// <summary>The value is text, or a code outside the value set.</summary>
    Unmapped,

    /// <summary>Validation found an error in it.</summary>
    Invalid,

    /// <summary>It breaks a rule of plausibility.</summary>
    Implausible,
}

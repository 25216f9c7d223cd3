namespace Tessera.Centre.Import;

/// <summary>What a sink did with a good record.</summary>
public enum RecordFate
{
    /// <summary>At least one of its resources is new or changed.</summary>
    Written,

    /// <summary>All of its resources were there already.</summary>
    Unchanged,
}

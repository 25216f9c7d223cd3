namespace Tessera.Store;

/// <summary>What became of one write.</summary>
public enum WriteStatus
{
    /// <summary>The resource is new, or exists again after a delete.</summary>
    Created,

    /// <summary>There is a new version.</summary>
    Updated,

    /// <summary>The content was the same; nothing was written.</summary>
    Unchanged,

    /// <summary>The resource is deleted; also when it already was or never existed (version 0).</summary>
    Deleted,

    /// <summary>Another version is current, or the id to create exists; nothing was written.</summary>
    Conflict,

    /// <summary>The caller may not, or the document does not fit the type and id; nothing was written.</summary>
    Refused,
}

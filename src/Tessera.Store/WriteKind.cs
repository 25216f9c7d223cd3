namespace Tessera.Store;

/// <summary>What to do with one resource.</summary>
public enum WriteKind
{
    /// <summary>A new resource; one that exists is a conflict.</summary>
    Create,

    /// <summary>A new resource or a new version of it; the same content again changes nothing.</summary>
    Upsert,

    /// <summary>A new version made from the current one; a resource that is not there is refused.</summary>
    Edit,

    /// <summary>Mark as deleted; the history stays.</summary>
    Delete,
}

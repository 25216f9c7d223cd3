namespace Tessera.Store.Verifying;

/// <summary>What is wrong.</summary>
public enum VerifyKind
{
    /// <summary>A page of the file, or an index of the engine.</summary>
    Damage,

    /// <summary>The content of a version: not JSON, another hash, another id, version or time than its row says.</summary>
    Content,

    /// <summary>The versions of a resource have a gap or no resource.</summary>
    Version,

    /// <summary>The feed of changes lacks a version, has one too many, or goes back in time.</summary>
    Change,

    /// <summary>A search would not find the resource: an index row is missing.</summary>
    IndexMissing,

    /// <summary>A search would find the resource wrongly: an index row is superfluous.</summary>
    IndexSuperfluous,

    /// <summary>The patients that the resource is about are not those of its content.</summary>
    Patient,
}

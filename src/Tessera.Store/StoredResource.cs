namespace Tessera.Store;

/// <summary>One version of a resource as the store keeps it.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="Updated">When this version was written, to the millisecond.</param>
/// <param name="Deleted">This version is the mark of a delete; there is no body.</param>
/// <param name="Body">The resource as it is served: JSON in UTF-8 without insignificant white space, with <c>id</c>, <c>meta.versionId</c>
/// and <c>meta.lastUpdated</c> inside.</param>
public sealed record StoredResource(string Type, string Id, long Version, DateTimeOffset Updated, bool Deleted, ReadOnlyMemory<byte> Body)
{
    /// <summary>In a history: whether the resource was not there before this version, never written or deleted.</summary>
    public bool Created { get; init; }
}

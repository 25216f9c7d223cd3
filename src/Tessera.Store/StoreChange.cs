namespace Tessera.Store;

/// <summary>One change, in commit order.</summary>
/// <param name="Sequence">Its number; later changes have greater ones.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id.</param>
/// <param name="Version">The version that the change made.</param>
/// <param name="Deleted">Whether it was a delete.</param>
/// <param name="Updated">When.</param>
public sealed record StoreChange(long Sequence, string Type, string Id, long Version, bool Deleted, DateTimeOffset Updated);

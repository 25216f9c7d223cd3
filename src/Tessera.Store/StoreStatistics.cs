namespace Tessera.Store;

/// <summary>What a store holds, as far as the caller may see.</summary>
/// <param name="ByType">Number of resources per type, deleted ones not counted, most frequent first.</param>
/// <param name="ByProfile">Number of resources per canonical URL in <c>meta.profile</c>, most frequent first.</param>
/// <param name="LastChange">When a resource was last written or deleted, or null for an empty store.</param>
public sealed record StoreStatistics(
    IReadOnlyList<KeyValuePair<string, long>> ByType, IReadOnlyList<KeyValuePair<string, long>> ByProfile, DateTimeOffset? LastChange);

namespace Tessera.Store;

/// <summary>Some versions, newest first.</summary>
/// <param name="Versions">The versions; those of deletes have no body.</param>
/// <param name="Next">Number of the last change on this page, to ask for older ones before it; null when there are none.</param>
public sealed record HistoryPage(IReadOnlyList<StoredResource> Versions, long? Next);

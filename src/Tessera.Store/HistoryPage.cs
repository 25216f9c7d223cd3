namespace Tessera.Store;

/// <summary>Some versions, newest first.</summary>
/// <param name="Versions">The versions; those of deletes have no body.</param>
/// <param name="Next">Cursor for older ones, or null when there are none.</param>
public sealed record HistoryPage(IReadOnlyList<StoredResource> Versions, string? Next);

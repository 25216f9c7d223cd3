namespace Tessera.Centre.Import;

/// <summary>What an import would do to the resources of one type.</summary>
/// <param name="New">Resources that the store does not have.</param>
/// <param name="Changed">Resources that would get a new version.</param>
/// <param name="Unchanged">Resources that are as stored.</param>
public sealed record ChangeCount(long New, long Changed, long Unchanged);

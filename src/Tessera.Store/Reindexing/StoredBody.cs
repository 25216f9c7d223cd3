using Tessera.Store.Writing;

namespace Tessera.Store.Reindexing;

/// <summary>A resource as it was read to be indexed anew.</summary>
/// <param name="Rid">Its number.</param>
/// <param name="Version">The version that was read; when another was written since, that one counts.</param>
/// <param name="Index">What it is found by.</param>
internal sealed record StoredBody(long Rid, long Version, PreparedWrite Index);

using Tessera.Centre.Audit;
using Tessera.Centre.Provenances;
using Tessera.Store;

namespace Tessera.Centre;

/// <summary>The resources that the node makes when they are asked for, and nobody may write: entries of its audit and Provenances of its imports.</summary>
public static class RenderedResources
{
    /// <summary>Their ids.</summary>
    public static ReservedIds Ids { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [AuditEventJson.Type] = AuditEventJson.Prefix,
        [ImportProvenances.Type] = ImportProvenanceKey.Prefix,
    });
}

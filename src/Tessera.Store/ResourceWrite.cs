using Tessera.Fhir.Json;

namespace Tessera.Store;

/// <summary>One resource to write.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id; null only to create under an id that the store chooses.</param>
/// <param name="Document">The resource, or null to delete. Its <c>id</c>, <c>meta.versionId</c> and <c>meta.lastUpdated</c> are replaced by the store's.</param>
public sealed record ResourceWrite(WriteKind Kind, string Type, string? Id, FhirDocument? Document)
{
    /// <summary>The version that must be current (If-Match), or null for any.</summary>
    public long? IfVersion { get; init; }

    /// <summary>Where the content came from; replaces what was known before.</summary>
    public IReadOnlyList<Origin> Origins { get; init; } = [];
}

using Tessera.Fhir.Json;

namespace Tessera.Sources;

/// <summary>One resource that a row gave.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id, see <see cref="ResourceIds"/>.</param>
/// <param name="Document">The resource.</param>
/// <param name="Mapping">The mapping that made it, with its version, such as <c>mef/Condition@1</c>.</param>
/// <param name="Origins">Which column fed which element.</param>
public sealed record ExtractedResource(string Type, string Id, FhirDocument Document, string Mapping, IReadOnlyList<ElementOrigin> Origins)
{
    /// <summary>A hash of the record's own key and its list, whoever the patient is; null for a record without, and for what patients share.</summary>
    public long? RecordKey { get; init; }
}

using Tessera.Fhir.Json;

namespace Tessera.Oncology.Quality;

/// <summary>A resource with what else quality asks of it.</summary>
/// <param name="Document">The resource.</param>
public sealed record QualityRecord(FhirDocument Document)
{
    /// <summary>Its type; empty when it has none.</summary>
    public string Type { get; } = Document.ResourceType ?? "";

    /// <summary>What refers to it: <c>Observation/17</c>.</summary>
    internal string Reference { get; } = $"{Document.ResourceType}/{Document.Id}";

    /// <summary>Where it came from; empty for a resource that came as it is, without a mapping.</summary>
    public IReadOnlyList<RecordOrigin> Origins { get; init; } = [];

    /// <summary>The places of the errors that validation found, such as <c>Condition.extension[1].value</c>.</summary>
    public IReadOnlyList<string> ErrorPlaces { get; init; } = [];
}

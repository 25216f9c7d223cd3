namespace Tessera.Sources.FhirRecords;

/// <summary>A profile that a resource may meet.</summary>
/// <param name="Profile">Canonical URL.</param>
/// <param name="Element">The element that says so, such as <c>Observation.code</c>.</param>
/// <param name="Because">What it says, in plain words.</param>
/// <param name="Categories">Categories that the guide demands of it and the resource does not have, as JSON.</param>
internal sealed record ProfileCandidate(string Profile, string Element, string Because, IReadOnlyList<string> Categories)
{
    /// <summary>What the profile demands that validation cannot check here and the resource does not have; or null.</summary>
    public string? Lacks { get; init; }
}

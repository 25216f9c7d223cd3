namespace Tessera.Fhir.Terminology.Releases;

/// <summary>What is said about a release beside its files.</summary>
public sealed record ReleaseOptions
{
    /// <summary>Canonical URL of the code system, for files that do not say it themselves; or null.</summary>
    public string? System { get; init; }

    /// <summary>Version, in place of the one that the release says or its name tells; or null.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the file holds only a part of its code system, so that a code which is absent may be one nevertheless.</summary>
    public bool IsPart { get; init; }
}

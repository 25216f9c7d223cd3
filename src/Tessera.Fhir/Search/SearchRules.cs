namespace Tessera.Fhir.Search;

/// <summary>How search parameters are read.</summary>
/// <param name="Now">The moment that <c>ap</c> on dates is relative to.</param>
public sealed record SearchRules(DateTimeOffset Now)
{
    /// <summary>Ignore unknown parameters with a warning (<c>Prefer: handling=lenient</c>) where they are otherwise refused.</summary>
    public bool Lenient { get; init; }

    /// <summary>Matches per page when <c>_count</c> is not given.</summary>
    public int DefaultCount { get; init; } = 50;

    /// <summary>Most matches per page; a greater <c>_count</c> is lowered to it.</summary>
    public int MaximumCount { get; init; } = 1000;

    /// <summary>Address under which this server is reached, such as <c>https://centre.example/fhir</c>: an absolute reference that starts
    /// with it means a resource of this server. Null when it is not known.</summary>
    public string? BaseUrl { get; init; }
}

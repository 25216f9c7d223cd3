namespace Tessera.Fhir.Search.Queries;

/// <summary>How URIs are compared.</summary>
public enum UriComparison
{
    /// <summary>The same to the letter.</summary>
    Exact,

    /// <summary>The value is the URI or lies below it, by path segments.</summary>
    Below,

    /// <summary>The value is the URI or lies above it, by path segments.</summary>
    Above,
}

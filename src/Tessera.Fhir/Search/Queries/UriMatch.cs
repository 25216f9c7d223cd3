namespace Tessera.Fhir.Search.Queries;

/// <summary>A URI is one of the resource's.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Uri">The URI.</param>
public sealed record UriMatch(SearchParameter Parameter, UriComparison Comparison, string Uri) : SearchExpression;

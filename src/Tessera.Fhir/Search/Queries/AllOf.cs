namespace Tessera.Fhir.Search.Queries;

/// <summary>Every part holds.</summary>
/// <param name="Parts">The parts; none means always.</param>
public sealed record AllOf(IReadOnlyList<SearchExpression> Parts) : SearchExpression;

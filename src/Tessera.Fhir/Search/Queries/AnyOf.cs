namespace Tessera.Fhir.Search.Queries;

/// <summary>At least one part holds.</summary>
/// <param name="Parts">The parts; none means never.</param>
public sealed record AnyOf(IReadOnlyList<SearchExpression> Parts) : SearchExpression;

namespace Tessera.Fhir.Search.Queries;

/// <summary>The part does not hold, also where the parameter has no value at all.</summary>
/// <param name="Part">What must not hold.</param>
public sealed record Negation(SearchExpression Part) : SearchExpression;

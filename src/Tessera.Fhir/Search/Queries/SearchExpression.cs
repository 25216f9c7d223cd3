namespace Tessera.Fhir.Search.Queries;

/// <summary>A condition on a resource. Trees of these are what databases print as SQL.</summary>
public abstract record SearchExpression;

namespace Tessera.Fhir.Search.Queries;

/// <summary>The resource has this logical id.</summary>
/// <param name="Id">The id.</param>
public sealed record IdMatch(string Id) : SearchExpression;

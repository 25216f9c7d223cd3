namespace Tessera.Fhir.Search.Queries;

/// <summary>The parameter has no value (<c>:missing=true</c>) or has one (<c>:missing=false</c>).</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="IsMissing">Whether it must have none.</param>
public sealed record Missing(SearchParameter Parameter, bool IsMissing) : SearchExpression;

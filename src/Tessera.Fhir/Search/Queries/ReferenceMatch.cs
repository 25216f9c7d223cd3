namespace Tessera.Fhir.Search.Queries;

/// <summary>A reference is one of the resource's. Either type and id of a resource of this server are given, or a URL.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Types">The types that may be meant.</param>
/// <param name="Id">Logical id, or null.</param>
/// <param name="Url">URL, or null.</param>
public sealed record ReferenceMatch(SearchParameter Parameter, IReadOnlyList<string> Types, string? Id, string? Url) : SearchExpression;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A code or identifier is one of the resource's.</summary>
/// <param name="Parameter">The parameter; of type reference for <c>:identifier</c>.</param>
/// <param name="System">The system; empty for none; null for any.</param>
/// <param name="Code">The code, compared without case; null for any code of the system.</param>
public sealed record TokenMatch(SearchParameter Parameter, string? System, string? Code) : SearchExpression;

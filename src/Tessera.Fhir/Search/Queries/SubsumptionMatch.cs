namespace Tessera.Fhir.Search.Queries;

/// <summary>A code is one of those above or below a given one in its code system (<c>:above</c>, <c>:below</c>), itself included.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="System">The code system.</param>
/// <param name="Codes">The codes.</param>
public sealed record SubsumptionMatch(SearchParameter Parameter, string System, IReadOnlyList<string> Codes) : SearchExpression;

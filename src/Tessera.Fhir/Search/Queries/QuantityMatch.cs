using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A number with a unit is related to one of the resource's.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Prefix">The relation.</param>
/// <param name="Range">The searched number, widened already for <see cref="SearchPrefix.Approximate"/>.</param>
/// <param name="System">System of the unit's code; null for any, and then <paramref name="Unit"/> may also be the unit for people.</param>
/// <param name="Unit">The unit; null for any.</param>
public sealed record QuantityMatch(SearchParameter Parameter, SearchPrefix Prefix, DecimalRange Range, string? System, string? Unit) : SearchExpression;

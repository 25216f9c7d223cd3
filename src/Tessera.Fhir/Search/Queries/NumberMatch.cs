using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A number is related to one of the resource's.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Prefix">The relation.</param>
/// <param name="Range">The searched number, widened already for <see cref="SearchPrefix.Approximate"/>.</param>
public sealed record NumberMatch(SearchParameter Parameter, SearchPrefix Prefix, DecimalRange Range) : SearchExpression;

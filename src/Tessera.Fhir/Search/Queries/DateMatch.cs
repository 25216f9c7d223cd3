using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A date is related to one of the resource's.</summary>
/// <param name="Parameter">The parameter; <c>_lastUpdated</c> too.</param>
/// <param name="Prefix">The relation.</param>
/// <param name="Range">The searched instants, widened already for <see cref="SearchPrefix.Approximate"/>.</param>
public sealed record DateMatch(SearchParameter Parameter, SearchPrefix Prefix, DateRange Range) : SearchExpression;

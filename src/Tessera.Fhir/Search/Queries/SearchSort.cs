namespace Tessera.Fhir.Search.Queries;

/// <summary>One key of an order.</summary>
/// <param name="Parameter">The parameter; <c>_id</c> and <c>_lastUpdated</c> too.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record SearchSort(SearchParameter Parameter, bool Descending);

namespace Tessera.Fhir.Search.Indexing;

/// <summary>A date, time or period.</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="Range">The instants.</param>
public readonly record struct DateEntry(SearchParameter Parameter, DateRange Range);

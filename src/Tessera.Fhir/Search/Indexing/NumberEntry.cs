namespace Tessera.Fhir.Search.Indexing;

/// <summary>A number.</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="Value">The number.</param>
public readonly record struct NumberEntry(SearchParameter Parameter, double Value);

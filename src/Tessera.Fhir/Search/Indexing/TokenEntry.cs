namespace Tessera.Fhir.Search.Indexing;

/// <summary>A code or identifier.</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="System">Its system, or empty for none.</param>
/// <param name="Code">The code.</param>
public readonly record struct TokenEntry(SearchParameter Parameter, string System, string Code);

namespace Tessera.Fhir.Search.Indexing;

/// <summary>A code or identifier.</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="System">Its system, or empty for none. For an identifier with a type, a second entry has the type as <c>system|code</c> here (<c>:of-type</c>).</param>
/// <param name="Code">The code.</param>
/// <param name="Display">The text that goes with the code, or empty.</param>
public readonly record struct TokenEntry(SearchParameter Parameter, string System, string Code, string Display = "");

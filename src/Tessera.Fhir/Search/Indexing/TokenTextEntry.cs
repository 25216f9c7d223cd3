namespace Tessera.Fhir.Search.Indexing;

/// <summary>A text that goes with a concept as a whole and that none of its codes has (CodeableConcept.text, Identifier.type.text).</summary>
/// <param name="Parameter">The token parameter it is a value of.</param>
/// <param name="Text">The text as written.</param>
/// <param name="System">System of the code that stands beside it, or empty.</param>
/// <param name="Code">That code; empty when the text stands alone.</param>
public readonly record struct TokenTextEntry(SearchParameter Parameter, string Text, string System, string Code);

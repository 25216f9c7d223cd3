namespace Tessera.Fhir.Search.Indexing;

/// <summary>A text that goes with a concept as a whole and that none of its codes has (CodeableConcept.text, Identifier.type.text).</summary>
/// <param name="Parameter">The token parameter it is a value of.</param>
/// <param name="Text">The text as written.</param>
public readonly record struct TokenTextEntry(SearchParameter Parameter, string Text);

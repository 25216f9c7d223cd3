namespace Tessera.Fhir.Search.Queries;

/// <summary>A word of the text that goes with a code begins so (<c>:text</c>): of Coding.display, CodeableConcept.text or Identifier.type.text.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Text">The text as given; several words stand one after the other.</param>
public sealed record TokenTextMatch(SearchParameter Parameter, string Text) : SearchExpression;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A text is one of the resource's.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Text">The text as given.</param>
public sealed record StringMatch(SearchParameter Parameter, TextComparison Comparison, string Text) : SearchExpression;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>A text.</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="Text">The text as written; <see cref="SearchText.Fold"/> makes what is compared.</param>
public readonly record struct StringEntry(SearchParameter Parameter, string Text);

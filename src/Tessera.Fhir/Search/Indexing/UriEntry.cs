namespace Tessera.Fhir.Search.Indexing;

/// <summary>A URI.</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="Uri">The URI.</param>
public readonly record struct UriEntry(SearchParameter Parameter, string Uri);

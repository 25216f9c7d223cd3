namespace Tessera.Fhir.Search.Indexing;

/// <summary>A reference: to a resource of the same server by type and id, or to anything else by its URL.</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="Type">Resource type, or empty.</param>
/// <param name="Id">Logical id, or empty.</param>
/// <param name="Url">The URL, or empty.</param>
public readonly record struct ReferenceEntry(SearchParameter Parameter, string Type, string Id, string Url);

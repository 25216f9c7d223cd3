using Tessera.Fhir.Search;
using Tessera.Store.Searching.Planning;

namespace Tessera.Store.Searching;

/// <summary>One type of a search with the way to its matches.</summary>
/// <param name="Query">The search of the type.</param>
/// <param name="Plan">How it is answered.</param>
internal sealed record SearchedType(SearchQuery Query, SearchPlan Plan);

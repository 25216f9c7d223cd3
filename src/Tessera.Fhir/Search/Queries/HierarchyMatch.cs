namespace Tessera.Fhir.Search.Queries;

/// <summary>A reference is to a resource, or to one that is a part of it (<c>:below</c>), or to one that it is a part of (<c>:above</c>), over any
/// number of steps. See https://hl7.org/fhir/R4/search.html#recursive</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Type">Type of the resource.</param>
/// <param name="Id">Its logical id.</param>
/// <param name="Whole">The parameter by which resources of this type name the whole that they are a part of.</param>
/// <param name="Below">Whether its parts are meant, or what it is a part of.</param>
public sealed record HierarchyMatch(SearchParameter Parameter, string Type, string Id, SearchParameter Whole, bool Below) : SearchExpression;

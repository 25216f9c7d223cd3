namespace Tessera.Fhir.Search.Indexing;

/// <summary>A number with a unit, or a range of them (a Range, or a comparator such as &lt;).</summary>
/// <param name="Parameter">The parameter it is a value of.</param>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value.</param>
/// <param name="System">System of the unit's code, or empty.</param>
/// <param name="Code">Code of the unit, or empty.</param>
/// <param name="Unit">The unit for people, or empty.</param>
public readonly record struct QuantityEntry(SearchParameter Parameter, double Low, double High, string System, string Code, string Unit);

namespace Tessera.Fhir.Search.Queries;

/// <summary>Some resource that refers to this one fulfils a condition (<c>_has</c>).</summary>
/// <param name="Reference">The reference parameter of the other type.</param>
/// <param name="Condition">What the other resource must fulfil.</param>
public sealed record ReverseChain(SearchParameter Reference, SearchExpression Condition) : SearchExpression;

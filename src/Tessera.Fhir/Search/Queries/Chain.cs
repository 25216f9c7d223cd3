namespace Tessera.Fhir.Search.Queries;

/// <summary>Some resource that this one refers to fulfils a condition (<c>subject:Patient.name=…</c>).</summary>
/// <param name="Reference">The reference parameter of this type.</param>
/// <param name="TargetType">Type of the other resource.</param>
/// <param name="Condition">What the other resource must fulfil.</param>
public sealed record Chain(SearchParameter Reference, string TargetType, SearchExpression Condition) : SearchExpression;

using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A code is in a value set (<c>:in</c>), or none is (<c>:not-in</c>). Where it cannot be known whether a code is, neither holds.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Set">The value set.</param>
/// <param name="IsIn">Whether a code must be in it.</param>
/// <param name="IsOfCodes">Whether the values are of the data type code, whose system the element says; else a code without a system is in no value set.</param>
public sealed record MembershipMatch(SearchParameter Parameter, ValueSet Set, bool IsIn, bool IsOfCodes) : SearchExpression;

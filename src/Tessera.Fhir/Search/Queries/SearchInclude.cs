namespace Tessera.Fhir.Search.Queries;

/// <summary>Resources that shall come along with the matches. See https://hl7.org/fhir/R4/search.html#include</summary>
/// <param name="SourceType">Type of the resources that refer, or null for any.</param>
/// <param name="Reference">The reference parameter that is followed, or null for all of the source type.</param>
/// <param name="TargetType">Only targets of this type, or null for all.</param>
/// <param name="IsReverse">Follow from target to source (<c>_revinclude</c>).</param>
/// <param name="Iterates">Follow from what came along, too (<c>:iterate</c>).</param>
public sealed record SearchInclude(string? SourceType, SearchParameter? Reference, string? TargetType, bool IsReverse, bool Iterates);

namespace Tessera.Fhir.Search.Queries;

/// <summary>Resources that shall come along with the matches.</summary>
/// <param name="Reference">The reference parameter that is followed.</param>
/// <param name="TargetType">Only targets of this type, or null for all.</param>
/// <param name="IsReverse">Follow from target to source (<c>_revinclude</c>).</param>
public sealed record SearchInclude(SearchParameter Reference, string? TargetType, bool IsReverse);

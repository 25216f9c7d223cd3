namespace Tessera.Fhir.Search;

/// <summary>A search parameter of one resource type.</summary>
/// <param name="ResourceType">The type that is searched.</param>
/// <param name="Code">Name in a URL, such as <c>birthdate</c>.</param>
/// <param name="Type">How values are compared.</param>
/// <param name="Url">Canonical URL of its definition.</param>
/// <param name="Expression">FHIRPath to the values; empty when there is none.</param>
/// <param name="Targets">For references: the types that may be meant; empty for any.</param>
public sealed record SearchParameter(
    string ResourceType, string Code, SearchParameterType Type, string Url, string Expression, IReadOnlyList<string> Targets);

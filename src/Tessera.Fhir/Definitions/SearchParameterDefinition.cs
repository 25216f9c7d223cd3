namespace Tessera.Fhir.Definitions;

/// <summary>A FHIR SearchParameter.</summary>
/// <param name="Url">Canonical URL.</param>
/// <param name="Code">Name in a URL, such as <c>birthdate</c>.</param>
/// <param name="Type"><c>number</c>, <c>date</c>, <c>string</c>, <c>token</c>, <c>reference</c>, <c>composite</c>, <c>quantity</c>, <c>uri</c> or <c>special</c>.</param>
/// <param name="Bases">Resource types it applies to.</param>
/// <param name="Expression">FHIRPath to the values; empty for special parameters without one.</param>
/// <param name="Targets">For references: allowed target types.</param>
/// <param name="Components">For composites: the parts.</param>
public sealed record SearchParameterDefinition(
    string Url,
    string Code,
    string Type,
    IReadOnlyList<string> Bases,
    string Expression,
    IReadOnlyList<string> Targets,
    IReadOnlyList<SearchParameterComponent> Components);

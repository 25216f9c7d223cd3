namespace Tessera.Fhir.Definitions;

/// <summary>A FHIR CompartmentDefinition: what belongs to one resource of a type. See https://hl7.org/fhir/R4/compartmentdefinition.html</summary>
/// <param name="Url">Canonical URL.</param>
/// <param name="Code">The type whose resources have such a compartment, such as <c>Patient</c>.</param>
/// <param name="Members">For each type that may be in it, the codes of the search parameters of which one has to refer to the resource.</param>
public sealed record CompartmentDefinition(string Url, string Code, IReadOnlyDictionary<string, IReadOnlyList<string>> Members);

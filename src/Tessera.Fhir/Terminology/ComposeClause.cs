namespace Tessera.Fhir.Terminology;

/// <summary>One include or exclude of a value set as its layer holds it: code system, listed concepts, filters and imported value
/// sets, all of which restrict it together (http://hl7.org/fhir/R4/valueset.html#compositions).</summary>
internal sealed record ComposeClause(
    string? System,
    string? Version,
    ConceptTable? Listed,
    IReadOnlyList<ConceptFilter> Filters,
    IReadOnlyList<string> Imports);

using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>An invariant of an element.</summary>
internal sealed record ConstraintRule(ElementConstraint Definition, string Profile);

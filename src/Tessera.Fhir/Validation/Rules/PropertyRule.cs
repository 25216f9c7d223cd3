namespace Tessera.Fhir.Validation.Rules;

/// <summary>One JSON property of an object: the element it is and the type that its name says.</summary>
internal sealed record PropertyRule(int NameId, int ElementIndex, ElementRule Element, TypeRule Type);

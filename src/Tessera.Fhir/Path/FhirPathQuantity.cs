namespace Tessera.Fhir.Path;

/// <summary>A System.Quantity: a decimal with a unit. See http://hl7.org/fhirpath/N1/#quantity</summary>
/// <param name="Value">The number, with its digits.</param>
/// <param name="Unit">UCUM code, or the calendar keyword (<c>year</c>, <c>month</c>, …) in the singular; <c>1</c> for none.</param>
/// <param name="IsCalendar">Whether the unit is a calendar duration rather than a UCUM code.</param>
public readonly record struct FhirPathQuantity(decimal Value, string Unit, bool IsCalendar);

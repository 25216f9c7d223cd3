namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A code of a code system. See https://hl7.org/fhir/R4/datatypes.html#Coding.</summary>
/// <param name="System">URI of the code system; empty when the record names none.</param>
/// <param name="Code">The code; empty when there is none.</param>
/// <param name="Display">The words that the record carries for it; empty when there are none.</param>
public readonly record struct Coding(string System, string Code, string Display);

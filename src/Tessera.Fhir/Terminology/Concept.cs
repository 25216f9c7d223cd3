namespace Tessera.Fhir.Terminology;

/// <summary>A code with the text that its code system or value set gives it.</summary>
/// <param name="System">Canonical URL of the code system.</param>
/// <param name="Code">The code.</param>
/// <param name="Display">Its text, or null when none is given.</param>
public sealed record Concept(string System, string Code, string? Display);

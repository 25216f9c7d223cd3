namespace Tessera.Fhir.Definitions;

/// <summary>What tells slices apart.</summary>
/// <param name="Type"><c>value</c>, <c>pattern</c>, <c>type</c>, <c>profile</c> or <c>exists</c>.</param>
/// <param name="Path">A simple FHIRPath from the sliced element, such as <c>coding.code</c> or <c>$this</c>.</param>
public sealed record SliceDiscriminator(string Type, string Path);

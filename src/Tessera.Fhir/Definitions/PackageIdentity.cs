namespace Tessera.Fhir.Definitions;

/// <summary>Which package a layer was compiled from.</summary>
/// <param name="Name">Package name, such as <c>hl7.fhir.us.mcode</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Origin">The npm package and version that the files came from, when it has another name.</param>
/// <param name="InPlaceOf">The version that other packages here ask for and that could not be had, or empty. A code that the code systems of this
/// package lack may then still be one.</param>
public sealed record PackageIdentity(string Name, string Version, string Origin, string InPlaceOf = "");

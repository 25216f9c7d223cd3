namespace Tessera.Cli.Terminology;

/// <summary>A code system or value set that the centre imported, as its list keeps it.</summary>
/// <param name="Url">Canonical URL.</param>
/// <param name="Version">Its version; empty when nothing told it.</param>
/// <param name="Kind"><c>CodeSystem</c> or <c>ValueSet</c>.</param>
/// <param name="Codes">How many codes it lists.</param>
/// <param name="ValueSets">How many value sets came with it.</param>
/// <param name="File">Name of the file that it was read from, without its folder.</param>
/// <param name="Imported">When.</param>
/// <param name="Layer">Name of its compiled form in the same folder.</param>
/// <param name="Bytes">Length of the compiled form.</param>
internal sealed record ImportedTerminology(string Url, string Version, string Kind, int Codes, int ValueSets, string File, DateTimeOffset Imported, string Layer, long Bytes);

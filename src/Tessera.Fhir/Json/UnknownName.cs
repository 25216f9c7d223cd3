namespace Tessera.Fhir.Json;

/// <summary>Where the text of a property name outside the vocabulary stands, for one node.</summary>
internal readonly record struct UnknownName(int Node, int Start, int Length);

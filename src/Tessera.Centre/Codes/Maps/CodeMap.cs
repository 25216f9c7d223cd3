namespace Tessera.Centre.Codes.Maps;

/// <summary>A versioned code map of the centre: a node record.</summary>
/// <param name="Name">Its name: lower-case letters, digits and hyphens.</param>
/// <param name="Scope">Where it holds.</param>
/// <param name="Version">Number of its changes.</param>
/// <param name="AcceptsExact">Whether the centre lets suggestions that are exactly the same be accepted without a person.</param>
public sealed record CodeMap(string Name, CodeScope Scope, int Version, bool AcceptsExact);

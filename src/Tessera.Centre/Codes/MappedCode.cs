using Tessera.Centre.Codes.Maps;

namespace Tessera.Centre.Codes;

/// <summary>A code of a resource that a code map added, with the decision that it comes from.</summary>
/// <param name="Path">The element, such as <c>Condition.severity</c>.</param>
/// <param name="Decision">The version of the map: what was decided, by whom and when.</param>
/// <param name="Key">What was decided about.</param>
public sealed record MappedCode(string Path, CodeMapChange Decision, CodeKey Key);

namespace Tessera.Centre.Codes;

/// <summary>Where a code map holds.</summary>
/// <param name="Profile">Canonical URL of the profile, or of the resource type's own definition.</param>
/// <param name="Path">The element, such as <c>Condition.code</c>.</param>
/// <param name="System">The code system that is mapped from; empty for texts and for codes without a system.</param>
/// <param name="Source">For texts the source that writes them: other sources may mean something else by the same word. Empty for codes of a
/// system, which mean the same everywhere.</param>
public sealed record CodeScope(string Profile, string Path, string System, string Source);

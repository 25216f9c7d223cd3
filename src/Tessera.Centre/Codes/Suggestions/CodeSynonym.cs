namespace Tessera.Centre.Codes.Suggestions;

/// <summary>Another word for a code.</summary>
/// <param name="System">Canonical URL of the code system.</param>
/// <param name="Code">The code.</param>
/// <param name="Text">The word.</param>
public sealed record CodeSynonym(string System, string Code, string Text);

namespace Tessera.Centre.Codes;

/// <summary>The public code that a local one means.</summary>
/// <param name="System">Canonical URL of its code system.</param>
/// <param name="Code">The code.</param>
/// <param name="Display">Its text in that system, or null.</param>
public sealed record CodeTarget(string System, string Code, string? Display);

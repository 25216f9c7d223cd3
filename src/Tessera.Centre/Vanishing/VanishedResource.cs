namespace Tessera.Centre.Vanishing;

/// <summary>A resource whose record the source no longer has.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="File">File that it came from.</param>
/// <param name="Row">Row that it came from, or null.</param>
/// <param name="Since">When it was found gone.</param>
/// <param name="Run">The import run that found it gone.</param>
/// <param name="Action">What became of it: kept, marked or deleted.</param>
public sealed record VanishedResource(string Type, string Id, string Source, string File, int? Row, DateTimeOffset Since, long Run, VanishedRule Action);

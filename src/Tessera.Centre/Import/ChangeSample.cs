namespace Tessera.Centre.Import;

/// <summary>A resource that an import would change. Patient data: for the person who asked, not for logs.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id.</param>
/// <param name="Record">File and row that it comes from.</param>
/// <param name="Differences">Elements that say something else: before and after, null where there is none.</param>
public sealed record ChangeSample(string Type, string Id, (string File, int Row) Record, IReadOnlyList<(string Path, string? Before, string? After)> Differences);

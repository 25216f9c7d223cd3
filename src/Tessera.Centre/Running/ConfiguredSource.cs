using Tessera.Centre.Import;
using Tessera.Fhir;

namespace Tessera.Centre.Running;

/// <summary>A source as the centre's configuration names it, with when it runs by itself.</summary>
/// <param name="Name">What the configuration calls it, such as the path of its mapping.</param>
/// <param name="Open">Opens it anew for a run: files come and go. Null with errors when that fails.</param>
public sealed record ConfiguredSource(string Name, Func<(ImportSource? Source, IReadOnlyList<Issue> Issues)> Open)
{
    /// <summary>Id of the source; null while it could not be opened yet.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the source reads a file; null while it could not be opened yet, and where it reads none.</summary>
    public Func<string, bool>? ReadsFile { get; init; }

    /// <summary>When it runs by itself.</summary>
    public SourceSchedule Schedule { get; init; } = SourceSchedule.Never;
}

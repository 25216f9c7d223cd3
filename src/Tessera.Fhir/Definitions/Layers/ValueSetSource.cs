using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Layers;

/// <summary>A value set on its way into a layer.</summary>
internal sealed record ValueSetSource
{
    public required string Url { get; init; }

    public required string Version { get; init; }

    public required string Name { get; init; }

    public required string Title { get; init; }

    public bool ExcludesInactive { get; init; }

    public required IReadOnlyList<ClauseSource> Includes { get; init; }

    public required IReadOnlyList<ClauseSource> Excludes { get; init; }

    /// <summary>The codes of an expansion that came with the resource.</summary>
    public required IReadOnlyList<ClauseSource> Expansion { get; init; }

    /// <summary>Whether the expansion holds every code.</summary>
    public bool ExpansionIsComplete { get; init; }
}

/// <summary>One include or exclude on its way into a layer.</summary>
/// <param name="System">Code system, or null for one that only refers to value sets.</param>
/// <param name="Version">Version of the system, or null.</param>
/// <param name="Listed">The concepts that are listed, or null when none are.</param>
/// <param name="Filters">Conditions, all of which hold.</param>
/// <param name="Imports">Value sets, all of which contain the code.</param>
internal sealed record ClauseSource(
    string? System,
    string? Version,
    IReadOnlyList<(string Code, string? Display)>? Listed,
    IReadOnlyList<ConceptFilter> Filters,
    IReadOnlyList<string> Imports);

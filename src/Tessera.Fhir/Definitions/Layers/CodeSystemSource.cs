using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Layers;

/// <summary>A code system on its way into a layer.</summary>
internal sealed record CodeSystemSource
{
    public required string Url { get; init; }

    public required string Version { get; init; }

    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Canonical URL of the value set of all its codes, or null.</summary>
    public string? ValueSet { get; init; }

    public required CodeSystemContent Content { get; init; }

    public required bool IsCaseSensitive { get; init; }

    public required IReadOnlyList<ConceptProperty> Properties { get; init; }

    public required IReadOnlyList<ConceptSource> Concepts { get; init; }
}

/// <summary>A concept on its way into a layer.</summary>
internal sealed record ConceptSource(string Code, string? Display)
{
    public int Index { get; init; }

    public SortedSet<int> Parents { get; } = [];

    public List<(int Property, string Value)> Properties { get; } = [];
}

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

/// <summary>A concept on its way into a layer. Half a million of them are in memory at once for SNOMED CT, so lists exist only where something is in them.</summary>
internal sealed class ConceptSource(string code, string? display)
{
    private List<int>? parents;
    private List<(int Property, string Value)>? properties;

    public string Code => code;

    public string? Display { get; set; } = display;

    public int Index { get; init; }

    /// <summary>The concepts directly above, by index, in order, each once.</summary>
    public IReadOnlyList<int> Parents => parents ?? (IReadOnlyList<int>)[];

    public IReadOnlyList<(int Property, string Value)> Properties => properties ?? (IReadOnlyList<(int, string)>)[];

    public void AddParent(int index)
    {
        parents ??= new(2);
        if (parents.BinarySearch(index) is < 0 and var at) parents.Insert(~at, index);
    }

    public void AddProperty(int property, string value) => (properties ??= new(1)).Add((property, value));
}

namespace Tessera.Fhir.Definitions;

/// <summary>One element of a snapshot. See https://hl7.org/fhir/R4/elementdefinition.html</summary>
public sealed class ElementDefinition
{
    /// <summary>For <see cref="Max"/>: no upper bound.</summary>
    public const int Unbounded = int.MaxValue;

    /// <summary>Unique id within the snapshot, such as <c>Observation.category:us-core.coding</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Path without slice names, such as <c>Observation.value[x]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the slice that this element opens, or null.</summary>
    public string? SliceName { get; init; }

    /// <summary>Fewest occurrences.</summary>
    public int Min { get; init; }

    /// <summary>Most occurrences, or <see cref="Unbounded"/>.</summary>
    public int Max { get; init; }

    /// <summary>Whether the base definition allows more than one, so that JSON writes an array.</summary>
    public bool IsList { get; init; }

    /// <summary>Allowed types; empty for roots and content references.</summary>
    public IReadOnlyList<ElementType> Types { get; init; } = [];

    /// <summary>Id of the element whose content this one shares, such as <c>Observation.referenceRange</c>, or null.</summary>
    public string? ContentReference { get; init; }

    /// <summary>The terminology binding, or null.</summary>
    public ElementBinding? Binding { get; init; }

    /// <summary>JSON of the value that the element must equal exactly, or empty.</summary>
    public ReadOnlyMemory<byte> Fixed { get; init; }

    /// <summary>JSON of the value that the element must contain, or empty.</summary>
    public ReadOnlyMemory<byte> Pattern { get; init; }

    /// <summary>JSON of the smallest value, or empty.</summary>
    public ReadOnlyMemory<byte> MinValue { get; init; }

    /// <summary>JSON of the largest value, or empty.</summary>
    public ReadOnlyMemory<byte> MaxValue { get; init; }

    /// <summary>Most characters of a string, or 0 for no bound.</summary>
    public int MaxLength { get; init; }

    /// <summary>How the element is sliced, or null.</summary>
    public ElementSlicing? Slicing { get; init; }

    /// <summary>Invariants.</summary>
    public IReadOnlyList<ElementConstraint> Constraints { get; init; } = [];

    /// <summary>Whether implementations must support the element.</summary>
    public bool MustSupport { get; init; }

    /// <summary>Whether the element can change the meaning of others.</summary>
    public bool IsModifier { get; init; }

    /// <summary>Whether summaries carry the element.</summary>
    public bool IsSummary { get; init; }

    /// <summary>A few words for people.</summary>
    public string Short { get; init; } = "";
}

namespace Tessera.Fhir.Definitions;

/// <summary>A FHIR StructureDefinition as far as reading, validating and navigating need it.</summary>
public sealed class StructureDefinition
{
    /// <summary>Canonical URL, without version.</summary>
    public required string Url { get; init; }

    /// <summary>Business version, or empty.</summary>
    public required string Version { get; init; }

    /// <summary>Name for computers.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary><c>primitive-type</c>, <c>complex-type</c>, <c>resource</c> or <c>logical</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The type defined or constrained, such as <c>Observation</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Canonical URL of what this was derived from; null for the roots.</summary>
    public required string? BaseDefinition { get; init; }

    /// <summary>Whether instances can only be of a descendant.</summary>
    public required bool IsAbstract { get; init; }

    /// <summary>Whether this constrains a type (a profile) rather than defining one.</summary>
    public required bool IsProfile { get; init; }

    /// <summary>For extensions: where they may stand, as element paths or FHIRPath; empty for other structures.</summary>
    public required IReadOnlyList<ExtensionContext> Contexts { get; init; }

    /// <summary>The snapshot's elements in order; the first is the root. A package that came without a snapshot gets it made; empty when
    /// that cannot be done.</summary>
    public required IReadOnlyList<ElementDefinition> Elements { get; init; }

    /// <summary>Why there is no snapshot, naming what is missing; null when there is one.</summary>
    public Issue? SnapshotIssue { get; internal set; }

    /// <summary>JSON with the differential, for one that came without a snapshot; empty for others.</summary>
    internal ReadOnlyMemory<byte> Differential { get; init; }

    /// <summary>Whether this defines an extension.</summary>
    public bool IsExtension => Type == "Extension" && IsProfile;
}

using Tessera.Fhir;

namespace Tessera.Store;

/// <summary>What became of one write.</summary>
/// <param name="Status">Whether and how it was done.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id; the chosen one when the store chose.</param>
/// <param name="Version">The version that is current now; 0 when there is none or it may not be told.</param>
/// <param name="Updated">When that version was written.</param>
public sealed record WriteOutcome(WriteStatus Status, string Type, string Id, long Version, DateTimeOffset Updated)
{
    /// <summary>The store's number of the resource, the same for all its versions; 0 when nothing is held. Numbers grow in the order in which
    /// resources are first named, so that a table of something about each resource grows at its end.</summary>
    public long Number { get; init; }

    /// <summary>Why it was not done, or null.</summary>
    public Issue? Issue { get; init; }

    /// <summary>The version that was written, as it is served; empty when nothing was written.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Numbers of the patients whose record it was or is, when the caller's <see cref="Access.Disclosures"/> want to know.</summary>
    internal IReadOnlyList<long> Concerned { get; init; } = [];

    /// <summary>Whether nothing was wrong with the write itself: it was undone, or not begun, since another of the same transaction failed.</summary>
    public bool IsUndone { get; init; }

    /// <summary>When it was refused because it and another write of the same transaction cannot both be: the place of that one; else null.</summary>
    public int? Rival { get; init; }

    /// <summary>Whether the store holds what was asked for.</summary>
    public bool Succeeded => Status is not (WriteStatus.Conflict or WriteStatus.Refused);
}

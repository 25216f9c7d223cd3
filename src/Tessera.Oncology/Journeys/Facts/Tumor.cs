using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>One tumour as a structure that is followed over time (mcode-tumor).</summary>
public sealed record Tumor : Fact
{
    /// <summary>Morphology, when recorded.</summary>
    public Concept? Morphology { get; init; }

    /// <summary>Where it is, when recorded.</summary>
    public BodySite? Site { get; init; }

    /// <summary>The record's description; empty when there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>The Condition it belongs to, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <summary>Whether it is a radiotherapy volume: while reading only, no journey holds one.</summary>
    internal bool IsVolume { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Outcome;

    /// <inheritdoc/>
    public override string Kind => "Tumour";

    /// <inheritdoc/>
    public override string Says => Join(Morphology?.Plain, Site?.ToString(), Description);
}
